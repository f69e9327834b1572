"""Mangled copies of the shipped scenarios: bytes, lines, types, numbers and names gone wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.conftest import SCENARIOS

EXTENDING = (
    "current",
    "current-rebalanced",
    "proposed",
    "proposed-access-takes-over",
    "proposed-own-team",
    "proposed-two-assessments",
)


def whole() -> bytes:
    """The current structure and all that it extends in one file."""
    current = (SCENARIOS / "current.yaml").read_bytes()
    teams = current[current.index(b"  teams:\n") : current.index(b"  rules:\n")]
    return (SCENARIOS / "baseline.yaml").read_bytes().replace(b"  teams:\n", teams, 1)


SHIPPED = {
    "whole": whole(),
    **{name: (SCENARIOS / f"{name}.yaml").read_bytes() for name in EXTENDING},
}
"""What is mangled; what a copy extends stays as it is."""


@dataclass(frozen=True)
class Copy:
    """One mangled copy."""

    number: int
    of: str
    """The scenario."""
    mangled: str
    """In what way."""
    content: bytes


Mangle = Callable[[random.Random, bytes], bytes]

_NUMBER = re.compile(r"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])")
_VALUE = re.compile(r"(?<=: )[^\s,{}\[\]#&*|>'\"][^,{}\[\]#\n]*")
_KEY = re.compile(r"[A-Za-z][\w ,&-]*(?=:)")

_NUMBERS = (
    "0", "-0", "-1", "1", "1.5", "2", "1e3", "1e308", "1e400", "-1e-320", ".inf", "-.inf", ".nan",
    "010", "8_2_5", "0x1F", "0o17", "12:30", "1.2.3", "1,000", "1364774400", "9" * 20,
    "2013-04-01", "2013-02-30", "9999-12-31", "0001-01-01", "12%", "£5", "½", "٣",
)  # fmt: skip
_TYPES = (
    "null", "~", "true", "false", "yes", "no", "[]", "{}", "[1,2]", "{a: 1}", "{value: 1}",
    "{value: []}", "''", "' '", "text", "!!int x", "!a", "!!null", "*a", "&a", "<<:", "- ", "? ",
    "|", ">", "@", "`", "%", "\t",
)  # fmt: skip
_NAMES = (
    "", " ", "East", "east ", "Ea st", "a.b", "a..b", "0", "-1", "null", "true", "<b>", "=1+1",
    "{}", "'", '"', "#", ": ", "é", "e\u0301", "\u202etsaE", "\u200b", "\u00a0", "\x07", "\x85",
    "\u2028", "💥", "x" * 101, "x" * 5_000, "../x.yaml", "con", "value", "rest", "all",
    "__class__", "$ref",
)  # fmt: skip


def copy(number: int) -> Copy:
    """The mangled copy with a number, always the same."""
    draw = random.Random(number)  # noqa: S311  # nobody's secret
    name = draw.choice([*SHIPPED])
    mangled = draw.choice([*MANGLES])
    content = SHIPPED[name]
    for _ in range(draw.choice([1, 1, 1, 1, 2, 20])):
        content = MANGLES[mangled](draw, content)
    return Copy(number, name, mangled, content)


def _bytes(draw: random.Random, content: bytes) -> bytes:
    """A few bytes lost, written over, doubled or put in."""
    start = draw.randrange(len(content) + 1)
    end = min(len(content), start + draw.choice([0, 1, 1, 2, 10, 300]))
    put = draw.choice([
        b"", draw.randbytes(draw.randint(1, 4)), content[start:end] * 2,
        bytes([draw.choice(b"\0\t\n\r\x1b:-[]{},&*!|>'\"%@`#? ")]),
    ])  # fmt: skip
    return content[:start] + put + content[end:]


def _cut(draw: random.Random, content: bytes) -> bytes:
    """Only the beginning or the end, as of a copy that broke off."""
    at = draw.randrange(len(content) + 1)
    return content[:at] if draw.random() < 0.5 else content[at:]


def _lines(draw: random.Random, content: bytes) -> bytes:
    """A line lost, doubled, moved, or indented otherwise."""
    lines = content.split(b"\n")
    at = draw.randrange(len(lines))
    line = lines[at]
    match draw.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(draw.randrange(len(lines) + 1), line)
        case 2:
            lines.insert(draw.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = b" " * draw.randint(1, 4) + line
        case _:
            lines[at] = line.lstrip() if draw.random() < 0.5 else line[1:]
    return b"\n".join(lines)


def _in_place_of(pattern: re.Pattern[str], others: Sequence[str]) -> Mangle:
    """Something else in the place of one thing that a pattern finds."""

    def mangle(draw: random.Random, content: bytes) -> bytes:
        text = content.decode("utf-8", "replace")
        found = [*pattern.finditer(text)]
        if not found:
            return content
        one = draw.choice(found)
        put = draw.choice([*others, one[0] * 2, draw.choice(found)[0], f"{draw.gauss(0, 1e4)}"])
        mangled: str = text[: one.start()] + put + text[one.end() :]
        return mangled.encode()

    return mangle


def _long(draw: random.Random, content: bytes) -> bytes:
    """A number or a text of hundreds or thousands of characters, or a passage many times over."""
    text = content.decode("utf-8", "replace")
    one = draw.choice([*_VALUE.finditer(text)] or [re.match("", text)])
    assert one is not None
    put = draw.choice("9ax1 ") * draw.choice([309, 4_301, 20_000])
    many = draw.choice(["1,", "[", "{a: ", "- ", "a: 1\n", "?\n", "&a [", "{},"])
    put = draw.choice([put, f"[{many * draw.choice([100, 20_000])}]"])
    return (text[: one.start()] + put + text[one.end() :]).encode()


MANGLES: dict[str, Mangle] = {
    "bytes": _bytes,
    "cut": _cut,
    "lines": _lines,
    "numbers": _in_place_of(_NUMBER, _NUMBERS),
    "types": _in_place_of(_VALUE, _TYPES),
    "names": _in_place_of(_KEY, _NAMES),
    "values": _in_place_of(_VALUE, _NAMES),
    "long": _long,
}
"""The ways to mangle a scenario."""
