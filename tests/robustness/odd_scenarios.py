"""Odd but legal scenarios: the small one under other names, with other numbers and dates."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from sim.scenario.check.consistency import estimates
from sim.scenario.file.editing import written
from sim.scenario.file.source import plain, read_yaml
from sim.scenario.paths import Path
from sim.scenario.words import looks
from tests.scenario.files import SMALL, small

_TABLES = {
    **dict.fromkeys(("localities", "sources", "needs", "activities", "endings", "teams"), 1),
    "routes": 1,
    "open_cases": 1,
    "routes_by_need": 2,
}
"""Settings that hold a map by name, and how deep the names go."""
_NAMED = {
    *("starts_at", "referral_at", "section_47", "counts_from", "name", "ends_at", "to", "becomes"),
    *("owns", "chairs", "localities"),
}
"""Settings that hold a name, or a list of names."""
_ODD = (
    *(
        "St. Ives",
        "a.b.c",
        ".",
        "0",
        "12",
        "1.5",
        "-1",
        "=1+1",
        "@x",
        "+x",
        "North=1..2",
        "*",
        "[a]",
    ),
    *(
        "[/b]",
        "[bold]",
        "<b>",
        "</td>",
        "&amp;",
        '"',
        "'",
        "`",
        "|",
        "a|b",
        "#",
        "%s",
        "{x}",
        "$x$",
    ),
    *("\\", "\\n", "/", "a/b", "..", "null", "true", "~", "rest", "all", "contact", "previous"),
    *("order", "months", "value", "name", "kind", "é", "中文", "🙂", "x" * 100),
)
_SHOWN = st.characters(categories=["L", "M", "N", "P", "S"], include_characters=" ")
_NAME = st.sampled_from(_ODD) | st.text(_SHOWN, min_size=1, max_size=20).filter(
    lambda name: name == name.strip()
)
NAMES = (
    *("North", "South", "police", "school", "help", "protection", "protection on plan"),
    *("screening", "decision", "assessment", "strategy discussion", "enquiry", "conference"),
    *("in-need plan", "protection plan", "first visit", "writing up", "visit", "review"),
    *("advised", "no action", "not accepted", "assessed", "closed"),
    *("Front Door", "North Families", "South Families", "Chairs"),
)
"""Every name in the small scenario."""
_AMOUNTS = [path for path, _ in estimates((), small())]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """The text of two scenarios that can be run quickly, alike but for who assesses.

    Names, title, dates and shares are odd; what would make a run long is as it is.
    """
    a = _small()
    a["title"] = draw(st.sampled_from(_ODD) | st.text(_SHOWN, min_size=1, max_size=99))
    a["horizon"] = draw(horizons())
    first = draw(st.floats(0.1, 0.9))
    shares = {"North": first, "South": 1 - first}
    a["demand"]["localities"] = {
        name: {"value": share, "low": share / 2, "high": share} for name, share in shares.items()
    }
    a["workforce"]["sickness"] = draw(st.floats(0, 0.5))
    a["handoffs"]["hours_in"] = draw(st.floats(0, 20))
    b = copy.deepcopy(a)
    teams = b["structure"]["teams"]
    teams["Front Door"]["owns"].remove("assessment")
    for name in ("North Families", "South Families"):
        teams[name]["owns"].append("assessment")
    new = draw(names())
    return _text(a, new), _text(b, new)


@st.composite
def files(draw: st.DrawFn) -> str:
    """The text of a scenario with any names, and any numbers and dates at some of its places."""
    data = _small()
    number = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**600), 10**600)
    for path in draw(st.lists(st.sampled_from(_AMOUNTS), max_size=5)):
        _put(data, path, draw(number | st.floats(0, 1)))
    dates = st.dates().map(datetime.date.isoformat)
    for name in draw(st.sets(st.sampled_from(["starts", "measured_from", "ends"]))):
        data["horizon"][name] = draw(dates)
    data["horizon"]["closures"] = draw(st.lists(dates, max_size=3))
    return _text(data, draw(names()))


@st.composite
def names(draw: st.DrawFn) -> dict[str, str]:
    """What some things in the small scenario are called instead, no two alike."""
    found = draw(st.lists(_NAME, min_size=1, max_size=len(NAMES), unique_by=looks))
    old = draw(st.permutations(NAMES))
    return dict(zip(old, found, strict=False))


@st.composite
def horizons(draw: st.DrawFn) -> dict[str, Any]:
    """Some weeks anywhere in the years that a run knows the bank holidays of."""
    starts = draw(st.dates(datetime.date(2010, 1, 1), datetime.date(2040, 1, 1)))
    measured = starts + datetime.timedelta(draw(st.integers(0, 40)))
    ends = measured + datetime.timedelta(draw(st.integers(10, 60)))
    closed = draw(st.lists(st.dates(starts, ends), max_size=3))
    return {
        "starts": starts.isoformat(),
        "measured_from": measured.isoformat(),
        "ends": ends.isoformat(),
        "closures": [day.isoformat() for day in closed],
    }


def _small() -> dict[str, Any]:
    tree, _ = read_yaml(SMALL.encode(), "small.yaml")
    data = plain(tree)
    assert isinstance(data, dict)
    return copy.deepcopy(data)


def _put(data: Any, path: Path, value: float) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


def _text(data: dict[str, Any], new: Mapping[str, str]) -> str:
    renamed = _renamed(data, new)
    return "".join(f"{key}: {written(value)}\n" for key, value in renamed.items())


def _renamed(part: Any, new: Mapping[str, str], depth: int = 0, is_name: bool = False) -> Any:
    """A part of a scenario with its names replaced: keys so deep, or the text itself."""
    if isinstance(part, dict):
        return {
            new.get(key, key) if depth else key: _renamed(
                inner, new, depth - 1 if depth else _TABLES.get(key, 0), not depth and key in _NAMED
            )
            for key, inner in part.items()
        }
    if isinstance(part, list):
        return [_renamed(item, new, 0, is_name) for item in part]
    return new.get(part, part) if is_name and isinstance(part, str) else part
