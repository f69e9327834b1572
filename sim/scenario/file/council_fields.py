"""The fields of a council: what is asked for, in which unit, and where a council finds it.

A page asks by them, and the file that is written says by them what each line is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Field(NamedTuple):
    """One figure that a council is asked for."""

    label: str
    unit: str
    where: str
    """Where a council finds it."""


_C1 = "DfE children in need census, table C1 by authority"
_C4 = "DfE children in need census, table C4 by authority"
_WORKFORCE = "children's social work workforce census (FTE, 30 September)"

FIELDS: Mapping[str, Field] = {
    "contacts": Field(
        "Contacts a month",
        "children a month",
        "own front door records; Annex A list 1 has six months; in no DfE table",
    ),
    "referrals": Field("Referrals in the year", "children a year", f"{_C1}; Annex A list 3"),
    "not_in_need": Field("Assessed as not in need in the year", "children a year", _C1),
    "in_need_plans": Field(
        "In-need plans begun after an assessment, in the year",
        "children a year",
        "own case records; Annex A list 6, CIN start date; in no DfE table",
    ),
    "section_47": Field(
        "Section 47 enquiries in the year", "children a year", f"{_C4}; Annex A list 5"
    ),
    "conferences": Field(
        "Initial child protection conferences in the year",
        "children a year",
        f"{_C4}; Annex A list 5",
    ),
    "protection_plans": Field(
        "Child protection plans begun in the year",
        "children a year",
        "DfE children in need census, table D3 by authority; Annex A list 7",
    ),
    "looked_after_started": Field(
        "Children who became looked after in the year",
        "children a year",
        "DfE children looked after return (SSDA903); Annex A list 8",
    ),
    "in_need": Field(
        "Children with an in-need plan",
        "children",
        "DfE children in need census, table B1, less the rest; Annex A list 6, status c",
    ),
    "protection": Field(
        "Children on a child protection plan",
        "children",
        "DfE children in need census, table D5; Annex A list 7",
    ),
    "looked_after": Field(
        "Looked after children",
        "children",
        "DfE children looked after return (SSDA903), at 31 March; Annex A list 8",
    ),
    "social_workers": Field(
        "Social workers of the front door and casework teams, FTE",
        "full-time equivalents",
        f"{_WORKFORCE}, vacant posts added; the staffing budget of the Section 251 return",
    ),
    "vacant": Field("Of these, posts that are vacant", "posts", _WORKFORCE),
    "agency": Field("Of these, agency workers", "posts", _WORKFORCE),
    "newly_qualified": Field(
        "Of these, newly qualified", "posts", "assessed and supported year in employment, own list"
    ),
    "managers": Field("Managers of these teams", "posts", f"{_WORKFORCE}, first line managers"),
    "looked_after_workers": Field(
        "Social workers for looked after children, FTE", "full-time equivalents", _WORKFORCE
    ),
    "looked_after_managers": Field("Managers for looked after children", "posts", _WORKFORCE),
    "chairs": Field(
        "Conference chairs and reviewing officers", "posts", "own list; Section 251 return"
    ),
    "sickness": Field("Working days lost to sickness, %", "%", f"{_WORKFORCE}: absence rate"),
    "turnover": Field("Social workers who left in the year, %", "%", f"{_WORKFORCE}: turnover"),
    "assessments_in_time": Field(
        "Assessments completed in time, %",
        "%",
        "DfE children in need census, table C2 by authority",
    ),
    "conferences_in_time": Field("Conferences within 15 working days, %", "%", _C4),
    "rereferrals": Field("Re-referrals within 12 months, %", "%", _C1),
    "children_per_worker": Field(
        "Children per social worker", "children", "children's social work workforce, caseload"
    ),
}
"""Every figure by the name it has in the record."""
FAMILIES = Field(
    "Families",
    "share of families",
    "own case records by postcode, or children under 18 by ward (ONS)",
)
"""How many live in a locality: any count will do, as only the shares are used."""


def found_in(name: str) -> str:
    """What a figure is and where a council finds it, in two sentences."""
    return f"{FIELDS[name].label}. Found in: {FIELDS[name].where}."
