"""Made-up experiments on the shipped scenarios, and the words that a document shows."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zlib import crc32

import numpy as np
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from sim.experiment.comparison import Key, compare
from sim.experiment.experiment import Experiment
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack.material import Material, material
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from tests.experiment.runs import Values, made_up

_BY_PART = (
    "concluded_in_45_days", "worker_changes", "days_to_first_visit_median", "visits_on_time",
    "unallocated_mean", "load_per_worker_mean",
)  # fmt: skip
_ONLY_BY_PART = {"concluded_by_day", "single_by_days", "conference_by_days"}
_LEVEL = {"%": 80.0, "per child": 0.5, "per referral": 0.8, "ratio": 1.1, "days": 12.0}


def values(scenario: Scenario, seed: int, replications: int = 4) -> Values:
    """Every measure of the catalogue for the whole service, and some by part, drawn at random.

    Levels differ from seed to seed by a tenth or so, runs by much less. Each figure has draws of
    its own, which another measure in the catalogue leaves as they are.
    """

    def drawn(key: Key, level: float = 0.0) -> list[float]:
        draw = np.random.default_rng([seed, crc32(repr(key).encode())])
        at = level or _LEVEL.get(CATALOGUE[key.measure].unit, 40.0)
        return list(draw.normal(at * draw.uniform(0.9, 1.1), at / 100, replications))

    teams = list(scenario.structure.teams)
    keys = [Key(measure) for measure in CATALOGUE if measure not in _ONLY_BY_PART]
    for measure in _BY_PART:
        keys += [Key(measure, "locality", place) for place in scenario.demand.localities]
        keys += [Key(measure, "team", team) for team in teams]
    found = {key: drawn(key) for key in keys}
    for (giving, taking), per_referral in solve(scenario).handoffs_between.items():
        key = Key("handoffs_a_month", "handoff", f"{giving} -> {taking}")
        found[key] = drawn(key, 225 * per_referral)
    return found


MADE = datetime.datetime(2026, 11, 27, 9, 30, tzinfo=datetime.UTC)
"""When packs of tests are written."""


def experiment(a: Scenario, b: Scenario) -> Experiment:
    """An experiment with values for both, inputs as planned."""
    return made_up(values(a, 1), values(b, 2), a, b)


def told(a: Scenario, b: Scenario) -> Material:
    """What a pack of such an experiment is written from."""
    made = experiment(a, b)
    return material(made, compare(made), MADE)


def in_worlds(a: Scenario, b: Scenario, of_b: Values, pairs: int = 16) -> Material:
    """A comparison over worlds drawn from ranges; B differs from A by these values alone."""
    of_a = values(a, 1, pairs)
    made = made_up(of_a, {**of_a, **of_b}, a, b)
    made = replace(made, worlds=Worlds((a, b), None))
    return material(made, compare(made), MADE)


def shapes(holder: Any) -> Iterator[Any]:
    """All shapes of a slide, those in groups too."""
    for shape in holder.shapes:
        if hasattr(shape, "shapes"):
            yield from shapes(shape)
        else:
            yield shape


def slide_texts(deck: bytes, notes: bool = True) -> list[str]:
    """The words of each slide: what it shows, what is said with it, and what describes it."""
    found = []
    for slide in Presentation(io.BytesIO(deck)).slides:
        parts = []
        for shape in shapes(slide):
            if shape.has_text_frame:
                parts.append(shape.text_frame.text)
            elif getattr(shape, "has_table", False):
                parts += [cell.text for row in shape.table.rows for cell in row.cells]
        if notes:
            frame = slide.notes_slide.notes_text_frame
            parts.append(frame.text if frame is not None else "")
            parts += slide._element.xpath(".//p:cNvPr/@descr")
        found.append("\n".join(parts))
    return found


def note_text(note: bytes) -> str:
    """The words of the covering note."""
    document = Document(io.BytesIO(note))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def cells(book: bytes) -> list[tuple[str, object, str]]:
    """Every cell of a workbook that holds something: its sheet, its value and its type."""
    return [
        (sheet.title, cell.value, cell.data_type)
        for sheet in load_workbook(io.BytesIO(book)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def parts(file: bytes, pattern: str) -> list[str]:
    """The XML of the parts of an Office file whose names fit a pattern."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return [
            package.read(name).decode()
            for name in package.namelist()
            if re.fullmatch(pattern, name)
        ]
