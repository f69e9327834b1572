"""A number that carries its evidence: value, range, unit, grade and source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Grade = Literal["R", "D", "M", "A"]
"""R: read in a source. D: derived from such. M: from memory. A: assumption."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A finite number; text and yes-or-no values are refused."""


class Record(BaseModel):
    """A frozen part of a scenario that refuses settings it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=True
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values, checked as a new record is; nothing worked out comes along."""
        del deep  # of what cannot be changed, one will do
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**given, **(update or {})})


class Estimate(Record):
    """One planned number with the range and the source behind it.

    A bare number in a scenario file is short for an estimate with that value alone.
    """

    value: Number
    """What a run uses."""
    derived: str = ""
    """In place of a value: what it is worked out from, as `{assumptions.hours of a visit} * 2`, and
    follows. Numbers, + - * /, brackets, min, max, and inputs as paths in braces."""
    low: Number | None = None
    """The lowest value the evidence allows."""
    high: Number | None = None
    """The highest value the evidence allows."""
    unit: str = ""
    """What one of it is: hours, working days, children, share."""
    grade: Grade | None = None
    """R read in a source, D derived, M from memory, A assumption; none: set by a scenario."""
    source: str = ""
    """Where it was read, or how it was derived."""
    why: str = ""
    """Why this value was chosen inside its range."""
    fixed: Annotated[bool, Field(strict=True)] = False
    """Whether it is decided, and so the same in every plausible world; else its range is doubt. A
    bare number in place of an estimate that a file extends is decided."""

    @model_validator(mode="before")
    @classmethod
    def _from_bare_number(cls, given: Any) -> Any:
        if isinstance(given, Estimate):
            return given if isinstance(given, cls) else dict(given)
        is_number = isinstance(given, (int, float)) and not isinstance(given, bool)
        return {"value": given} if is_number else given

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Estimate:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}; swap them")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A bare number within the bounds of the value, or the whole record."""
        record = handler(core)
        value = handler.resolve_ref_schema(record)["properties"]["value"]
        bounds = {key: value[key] for key in value if key not in {"title", "description"}}
        return {"anyOf": [bounds, record]}

    @property
    def inside_evidence(self) -> bool:
        """Whether the value lies in the range; true where no range is given."""
        above = self.low is None or self.value >= self.low
        below = self.high is None or self.value <= self.high
        return above and below


class Amount(Estimate):
    """An estimate of 0 or more: hours, days, a rate a year."""

    value: Annotated[Number, Field(ge=0)]
    """What a run uses: 0 or more."""
    low: Annotated[Number, Field(ge=0)] | None = None
    high: Annotated[Number, Field(ge=0)] | None = None


class Positive(Estimate):
    """An estimate above 0."""

    value: Annotated[Number, Field(gt=0)]
    """What a run uses: a number above 0."""
    low: Annotated[Number, Field(gt=0)] | None = None
    high: Annotated[Number, Field(gt=0)] | None = None


class Share(Estimate):
    """An estimate from 0 to 1: a share or a chance."""

    value: Annotated[Number, Field(ge=0, le=1)]
    """What a run uses: a number from 0 to 1."""
    low: Annotated[Number, Field(ge=0, le=1)] | None = None
    high: Annotated[Number, Field(ge=0, le=1)] | None = None


class PositiveShare(Estimate):
    """An estimate above 0 and up to 1."""

    value: Annotated[Number, Field(gt=0, le=1)]
    """What a run uses: a number above 0, up to 1."""
    low: Annotated[Number, Field(gt=0, le=1)] | None = None
    high: Annotated[Number, Field(gt=0, le=1)] | None = None
