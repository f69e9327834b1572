"""Markdown escaped: texts from elsewhere, shown as they stand whatever marks they hold."""

from __future__ import annotations

import re

_MARKS = frozenset("\\`*_[]{}<>#$:~|&")
_AT_THE_START = re.compile(r"^(?:(?=[-+=])|(\d+)(?=[.)](?:\s|$)))")
_IN_A_LABEL = re.compile(
    r"[*`${~]|(?<![^\W_])_|_(?![^\W_])|\](?=[(:])|:(?=[^\W\d]|/|[-+\w]+:)"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\\(?=[^A-Za-z0-9\s])"
)
"""Marks that have a meaning where they stand in one line; what begins it has none in a label."""
_FOUND = re.compile(
    r"(?<=:)//|(?<=www)\.|(?<=\S)@(?=\S)|\\:(?=material/|[-+\w\\]+:)", re.IGNORECASE
)
"""What makes an address or an icon of the text around it. These are looked for once all marks have
been read, so that no backslash helps; a span of no colour takes that text apart, unseen."""


def plain_text(text: str) -> str:
    """A text as it stands, without any meaning as Markdown.

    Colons too: `:material/` and `:red[` would become icons and colours. Addresses are no links. On
    one line, as what begins a line may make it a list.
    """
    line = " ".join(text.split())
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in line)
    return _AT_THE_START.sub(r"\1\\", _FOUND.sub(r":color[\g<0>]", escaped))


def plain_label(text: str) -> str:
    """A text as it stands, as the label of an input.

    Only a mark that would else have a meaning is escaped: a screen reader reads a label out as it
    is given, backslashes and all.
    """
    return _FOUND.sub(r":color[\g<0>]", _IN_A_LABEL.sub(r"\\\g<0>", " ".join(text.split())))
