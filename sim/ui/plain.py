"""Plain text: names and sentences from elsewhere, shown as they stand whatever marks they hold."""

from __future__ import annotations

_MARKS = frozenset("\\`*_[]<>#$:~|&")
_AT_THE_START = frozenset("-+>#=")


def plain_text(text: str) -> str:
    """A text as it stands, without any meaning as Markdown.

    Colons too: `:material/` and `:red[` would become icons and colours. On one line, as what begins
    a line may make it a list.
    """
    line = " ".join(text.split())
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in line)
    return f"\\{escaped}" if escaped[:1] in _AT_THE_START else escaped
