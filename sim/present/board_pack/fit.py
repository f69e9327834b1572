"""Fit: how much room text takes, and text cut to the room there is.

Office programs break lines themselves and tell nobody where, so widths are estimated from those of
Arial, a little on the wide side.
"""

from __future__ import annotations

import math

POINTS = 72
"""Points of an inch."""
SPACING = 1.2
"""Height of a line, in sizes of its text."""
_NARROW, _WIDE = "fijlrtI.,:;'|!()[] -", "mwMW%@ABCDEFGHKNOPQRUVXYZ&"
_SIGNS = "\u2026\u2212\u25b2\u25bc\u25c4\u25ba"
"""Signs that the pack itself writes, no wider than a letter."""
_EMS = {"narrow": 0.3, "usual": 0.54, "wide": 0.74, "other": 1.05}
"""Width of a character in sizes of its text; `other`: scripts and signs beyond Latin."""


def width(text: str, size: float, bold: bool = False) -> float:
    """Inches that text takes on one line, its size in points."""
    ems = sum(_EMS[_kind(character)] for character in text)
    return ems * size / POINTS * (1.08 if bold else 1)


def lines(text: str, room: float, size: float, bold: bool = False) -> int:
    """Lines that text takes in so many inches, broken between words."""
    taken, at, space = 1, 0.0, width(" ", size, bold)
    for word in text.split():
        wide = width(word, size, bold)
        if at and at + wide > room:
            taken, at = taken + 1, 0.0
        if wide > room:
            taken += math.ceil(wide / room) - 1
            wide %= room
        at += wide + space
    return taken


def height(text: str, room: float, size: float, bold: bool = False) -> float:
    """Inches that text takes from top to bottom, in so many inches of width."""
    return lines(text, room, size, bold) * line_height(size)


def line_height(size: float) -> float:
    """Inches of one line of text."""
    return size * SPACING / POINTS


def cut(text: str, room: float, size: float, most: int = 1, bold: bool = False) -> str:
    """Text that takes at most so many lines, with a mark where some of it is left out."""
    if lines(text, room, size, bold) <= most:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(f"{text[:middle]}…", room, size, bold) <= most:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip(' ,;:')}…"


def size_for(text: str, room: float, tall: float, largest: float, smallest: float) -> float:
    """The largest size, in points, at which bold text fits a box; the smallest where none does."""
    size = largest
    while size > smallest and height(text, room, size, bold=True) > tall:
        size -= 1
    return size


def _kind(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _WIDE:
        return "wide"
    return "usual" if ord(character) < 0x250 or character in _SIGNS else "other"
