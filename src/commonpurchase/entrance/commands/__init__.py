"""What the command line offers of the workspace as a whole: the example, and the server."""

from commonpurchase.entrance.commands.serving import load_example, migrate, restore, serve, serve_example

__all__ = ["load_example", "migrate", "restore", "serve", "serve_example"]
