"""The form of a council: every figure as an input, with where a council finds it below it.

An input that is empty has not been typed in: no other council's figure stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.scenario.file.council import (
    MOST_LOCALITIES,
    OPEN_CASES_SAID,
    Council,
    Layout,
    Locality,
    OpenCases,
    Outcomes,
    Posts,
    Volumes,
    Wrong,
)
from sim.scenario.file.council_fields import FAMILIES, FIELDS
from sim.scenario.file.patterns import PATTERNS, Assessments, PatternName
from sim.ui.editor.kept_council import PREFIX
from sim.ui.markdown_escape import plain_text

Option = TypeVar("Option")
_AS_SHIPPED = "not known"
_ASSESSMENTS: dict[Assessments, str] = {
    "single": "single assessment, within 45 working days",
    "initial and core": "initial and core assessments, as before 2013",
}


@dataclass
class CouncilForm:
    """The inputs of one run of the page, and the places where words about them go.

    What is wrong is known only once everything has been read, so places are kept for it.

    Attributes:
        missing: what has to be typed in and is not.
        places: a place below each field, by its name.
    """

    missing: list[str] = field(default_factory=list)
    places: dict[str, DeltaGenerator] = field(default_factory=dict)

    def council(self) -> Council | None:
        """The council as typed in; none while something that it needs is missing."""
        st.header("The council", anchor=False)
        name = self._text("name", "Name of the council")
        year = self._whole("year", "Year, as that in which it begins in April", "such as 2024")
        st.caption("Figures are those of the year to 31 March after it.")
        assessments = st.radio(
            "How children are assessed",
            list(_ASSESSMENTS),
            format_func=_ASSESSMENTS.__getitem__,
            key=f"{PREFIX}assessments",
            persist_state="session",
        )
        localities = self._localities()
        st.header("What comes in", anchor=False)
        st.caption("Only the first two are needed. What is not known goes as in the shipped plans.")
        volumes = [self._figure(each.name, each.default is None) for each in fields(Volumes)]
        st.header("What is open at the start", anchor=False)
        open_cases = [self._figure(each.name) for each in fields(OpenCases)]
        st.header("Who works there", anchor=False)
        posts = self._posts()
        rates = [self._figure(name, may_be_left=True) for name in ("sickness", "turnover")]
        st.header("What is reported of the work", anchor=False)
        st.caption(
            "For plausible worlds and for validation: what a run of today's structure has to "
            "reproduce. No scenario takes them as an input."
        )
        outcomes = [self._figure(each.name, may_be_left=True) for each in fields(Outcomes)]
        if self.missing or year is None or not localities:
            return None
        return Council(
            name=name,
            year=year,
            localities=tuple(localities),
            volumes=Volumes(*volumes),  # type: ignore[arg-type]  # those needed are not missing
            open_cases=OpenCases(*map(int, open_cases)),  # type: ignore[arg-type]  # the same
            posts=posts,
            assessments=assessments or "single",
            sickness=rates[0],
            turnover=rates[1],
            outcomes=Outcomes(*outcomes),
        )

    def layouts(self) -> tuple[Layout, Layout]:
        """Today's structure and the one to test."""
        st.header("The two structures", anchor=False)
        st.caption(
            "Both have the same families, work and posts; posts are split between teams by equal "
            "load, so that what differs is the structure."
        )
        today = self._layout("today", "Today's structure", "referral team")
        return today, self._layout("test", "The structure to test", "access and clusters")

    def say(self, wrong: Iterable[Wrong]) -> None:
        """What is wrong, each at its field; at the end of the form where it has no field."""
        by_field: dict[str, list[str]] = {}
        for each in dict.fromkeys(wrong):
            by_field.setdefault(each.field, []).append(plain_text(each.message))
        for name, messages in by_field.items():
            place = self.places.get(name) or st.empty()
            place.error("  \n".join(messages), icon=":material/error:")

    def doubt(self, name: str, said: Iterable[str]) -> None:
        """What to look at again in a figure that is kept as it is."""
        text = "  \n".join(map(plain_text, said))
        if text:
            self.places[name].warning(text)

    def _localities(self) -> list[Locality]:
        st.header("Where families live", anchor=False)
        st.caption(
            f"Families: any count in proportion will do, or per cent; only shares are used. Found "
            f"in: {FAMILIES.where}. Localities with the same area share their team, where teams "
            "are divided."
        )
        many = _chosen("Number of localities", list(range(1, MOST_LOCALITIES + 1)), 3, "localities")
        self._place("localities")
        found = []
        for at in range(many):
            key, said = f"localities.{at}", f"locality {at + 1}"
            columns = st.columns(3)
            with columns[0]:
                name = self._text(f"{key}.name", f"Name of {said}")
            with columns[1]:
                families = self._number(f"{key}.families", f"Families in {said}")
            with columns[2]:
                area = self._text(f"{key}.area", f"Area of {said}, if shared", needed=False)
            if name and families is not None:
                found.append(Locality(name, families, area))
        return found

    def _posts(self) -> Posts:
        found = {}
        for each in sorted(fields(Posts), key=lambda of: list(FIELDS).index(of.name)):
            value = self._figure(each.name)
            is_whole = each.type == "int"
            found[each.name] = int(value or 0) if is_whole else float(value or 0)
        return Posts(**found)  # type: ignore[arg-type]  # whole where they have to be

    def _layout(self, key: str, label: str, first: PatternName) -> Layout:
        titles = {each: pattern.title for each, pattern in PATTERNS.items()}
        pattern = _chosen(label, list(PATTERNS), first, key, titles)
        st.caption(plain_text(PATTERNS[pattern].about))
        rule = _chosen(
            f"{label}: section 47 enquiries on open cases",
            list(OPEN_CASES_SAID),
            PATTERNS[pattern].open_cases,
            f"{key} {pattern}",
            OPEN_CASES_SAID,
        )
        st.caption(
            "Who enquires on a case that is already open decides much of how often children change "
            "worker, and of how soon conferences are held."
        )
        return Layout(pattern, rule)

    def _figure(self, name: str, may_be_left: bool = False) -> float | None:
        """A figure with where it is found; none where it is empty."""
        about = FIELDS[name]
        is_part = about.unit in ("full-time equivalents", "%")
        ask = self._number if is_part else self._whole
        placeholder = _AS_SHIPPED if may_be_left else ""
        value = ask(name, about.label, placeholder, needed=not may_be_left)
        unit = f"{about.unit[:1].upper()}{about.unit[1:]}"
        st.caption(f"{plain_text(unit)}. Found in: {plain_text(about.where)}.")
        return value

    def _whole(
        self, name: str, label: str, placeholder: str = "", needed: bool = True
    ) -> int | None:
        value = st.number_input(
            label,
            value=None,
            step=1,
            key=f"{PREFIX}{name}",
            placeholder=placeholder,
            persist_state="session",
        )
        self._noted(name, label, is_there=value is not None, needed=needed)
        return value

    def _number(
        self, name: str, label: str, placeholder: str = "", needed: bool = True
    ) -> float | None:
        value = st.number_input(
            label,
            value=None,
            step=1.0,
            format="%.10g",
            key=f"{PREFIX}{name}",
            placeholder=placeholder,
            persist_state="session",
        )
        self._noted(name, label, is_there=value is not None, needed=needed)
        return value

    def _text(self, name: str, label: str, needed: bool = True) -> str:
        value = st.text_input(label, key=f"{PREFIX}{name}", persist_state="session") or ""
        given = " ".join(value.split())
        self._noted(name, label, is_there=bool(given), needed=needed)
        return given

    def _noted(self, name: str, label: str, *, is_there: bool, needed: bool) -> None:
        """Keep a place for words about a field, and note it where it is missing."""
        self._place(name)
        if needed and not is_there:
            self.missing.append(label)

    def _place(self, name: str) -> None:
        self.places[name] = st.empty()


def _chosen(
    label: str,
    options: list[Option],
    first: Option,
    key: str,
    said: Mapping[Option, str] | None = None,
) -> Option:
    """One of some options; the first until another is chosen."""
    named = f"{PREFIX}{key}"
    st.session_state.setdefault(named, first)
    chosen = st.selectbox(
        label,
        options,
        format_func=lambda each: said[each] if said else str(each),
        key=named,
        persist_state="session",
    )
    return first if chosen is None else chosen
