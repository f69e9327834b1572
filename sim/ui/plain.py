"""Plain text: names and sentences from elsewhere, shown as they stand whatever marks they hold."""

from __future__ import annotations

import re

_MARKS = frozenset("\\`*_[]<>#$:~|&")
_AT_THE_START = re.compile(r"^(?:(?=[-+=])|(\d+)(?=[.)](?:\s|$)))")
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
