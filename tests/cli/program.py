"""The program, called as a user calls it, with what it showed."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from sim.cli import app

runner = CliRunner()


def locality(*arguments: str) -> Result:
    result = runner.invoke(app, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
