"""Units: what a free text such as `manager's hours` or `children a month` says of a number.

Only what is sure is held against anybody: a text that is not understood clashes with nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TIMES = ("hour", "day", "week", "month", "year")
_THINGS = ("child", "family", "worker", "post", "pound", "point", "change", "contact", "referral")
_PLURALS = {"children": "child", "families": "family"}
_PURE = ("share", "chance", "multiplier", "relative to", "standard deviation over mean")
_RATE = re.compile(r"(?:^|\s)(?:an?|per|in)\s+")


class Unit(NamedTuple):
    """What one of a number is."""

    text: str
    """As it is written."""
    noun: str
    """What is counted, as `hour`; `share` where it is a plain number."""
    per: str = ""
    """For each of what: `month` of `children a month`; empty: of nothing that is known."""


def unit_of(text: str) -> Unit | None:
    """What the text of a unit means; none where it is not understood."""
    head, *rates = _RATE.split(text.strip().lower())
    pers = [_noun(rate) for rate in rates]
    per = next((each for each in pers if _is_time(each)), pers[0] if pers else "")
    if head.startswith(_PURE) or (not head and rates):
        return Unit(text, "share", per)
    noun = _noun(head.split(" of ")[0])
    return Unit(text, noun, per) if noun else None


def clash(a: Unit | None, b: Unit | None) -> bool:
    """Whether two numbers cannot be added, or one stand for the other, for certain."""
    if a is None or b is None:
        return False
    other_time = _is_time(a.per) and _is_time(b.per) and a.per != b.per
    return a.noun != b.noun or other_time


def times(a: Unit | None, b: Unit | None) -> Unit | None:
    """The unit of a product: a share of hours is hours, days at so many hours a day too."""
    if a is None or b is None:
        return None
    for one, other in ((a, b), (b, a)):
        if one.noun == "share" and not one.per:
            return other
        if not one.per and other.per == one.noun:
            return Unit(_RATE.split(other.text)[0], other.noun)
    return None


def over(a: Unit | None, b: Unit | None) -> Unit | None:
    """The unit of a quotient: hours over hours are a share, hours over days are hours a day."""
    if a is None or b is None:
        return None
    if b.noun == "share" and not b.per:
        return a
    if a.noun == b.noun:
        return Unit("share", "share") if a.per == b.per else None
    return None if a.per or b.per else Unit(f"{a.text} a {b.noun}", a.noun, b.noun)


def scaled(unit: Unit | None) -> Unit | None:
    """The unit of a multiple: `/ 12` may turn what is a year into what is a month."""
    return unit and unit._replace(per="")


def _is_time(noun: str) -> bool:
    return noun.rpartition(" ")[2] in _TIMES


def _noun(text: str) -> str:
    """The thing that a text ends with, in the singular; empty where it is not known."""
    *before, last = text.split() or [""]
    noun = _PLURALS.get(last, last.removesuffix("s"))
    if noun not in (*_TIMES, *_THINGS):
        return ""
    is_other = before and (before[-1] == "weighted" or (noun == "week" and before[-1] != "working"))
    return f"{before[-1]} {noun}" if is_other else noun
