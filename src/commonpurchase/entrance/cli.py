"""The command line: each command's context is loaded only when it is asked for."""


def main() -> None:
    """Run `commonpurchase …`."""
