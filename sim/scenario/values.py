"""What a scenario holds beside numbers: maps that cannot be changed, dates and switches as such.

A map is a dict to all that reads it, so that it is as quick, and goes into JSON as one. Lists are
tuples. Whatever pydantic would read as a date or a switch though it is written otherwise, as 0 for
false or a number of seconds for a day, is refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

Held = TypeVar("Held")


class FrozenMap(dict[str, Held]):
    """A dict that cannot be changed once it is made."""

    def _refuse(self, *_given: object, **_named: object) -> NoReturn:
        raise TypeError("a scenario cannot be changed; make another with 'override'")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type, tuple[dict[str, Held]]]:
        """Copied and pickled whole: the usual way sets one key after the other."""
        return type(self), (dict(self),)


Named = Annotated[Mapping[str, Held], AfterValidator(FrozenMap)]
"""Things by name."""


def _day(given: Any) -> Any:
    """The day that a text means; what is no such text is left as it is, to be refused."""
    try:
        day = datetime.date.fromisoformat(given)
    except (TypeError, ValueError):
        return given
    return day if day.isoformat() == given else given


Date = Annotated[datetime.date, Field(strict=True), BeforeValidator(_day)]
"""A day, as year-month-day: 2013-04-01."""
Switch = Annotated[bool, Field(strict=True)]
"""True or false, and no other word or number for them."""
