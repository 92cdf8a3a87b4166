"""Says an answer on standard output, which may be full, or closed by whoever has read enough."""

import os
import sys
from contextlib import suppress

import typer

BAD_OUTPUT = 2


def say(answer: str) -> None:
    """Print an answer. A reader who left early misses nothing; what cannot be written stops with status 2."""
    try:
        typer.echo(answer)
        sys.stdout.flush()
    except BrokenPipeError:
        _write_nowhere()
    except OSError as why:
        _write_nowhere()
        typer.echo(f"The answer could not be written: {(why.strerror or str(why)).lower()}.", err=True)
        raise typer.Exit(BAD_OUTPUT) from None


def _write_nowhere() -> None:
    """What is left in the buffer must not fail once more when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
