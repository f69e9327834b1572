"""Errors: how a command ends that has no good answer, each with its exit code."""

from __future__ import annotations

from typing import ClassVar

import typer
from typer.core import TyperGroup


class CommandError(Exception):
    """The end of a command; its message, if any, is for the user."""

    exit_code: ClassVar[int] = 1


class InputError(CommandError):
    """A mistake in what was given."""

    exit_code = 2


class RunFailedError(CommandError):
    """A replication failed, or the engine does not agree with theory."""


class DamagedStoreError(CommandError):
    """A store with records that cannot be read."""


class StoppedError(CommandError):
    """Ctrl-C."""

    exit_code = 130


class Program(TyperGroup):
    """The commands, which end with the message and the exit code of their error."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # their Context is private
        """Call a command.

        Raises:
            typer.Exit: with the exit code of the error that the command ended with.
        """
        try:
            return super().invoke(ctx)
        except CommandError as error:
            if str(error):
                typer.echo(str(error), err=True)
            raise typer.Exit(error.exit_code) from None
