"""The workbook: every figure behind the slides, the inputs and versions, with native charts."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_formula
from xlsxwriter.worksheet import Worksheet

from sim.experiment.comparison import Outcome
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import (
    sheets_change,
    sheets_cost,
    sheets_figures,
    sheets_inputs,
    sheets_judged,
)
from sim.present.board_pack.look import FONT
from sim.present.board_pack.material import Material, known
from sim.present.board_pack.native_charts import Series
from sim.present.board_pack.sheet import FIRST_ROW, Cell, Counted, Figure, Sheet
from sim.present.board_pack.slides_answer import title
from sim.present.board_pack.slides_figures import IN_TIME, LOAD, WORKERS
from sim.present.palette import BLUE, PALE, A, B
from sim.present.words import answer, findings, words
from sim.present.words.measures import definition
from sim.present.words.names import clean

WITHOUT_FORMULAS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "in_memory": True,
    "default_format_properties": {"font_name": FONT, "font_size": 12, "valign": "top"},
}
"""What a planner typed stays text."""
_CHART_ROWS = 18
"""Rows of the sheet that a chart and its figures take."""
_DECIMALS = {"per child": "0.00", "per referral": "0.00", "ratio": "0.00", "pounds": "#,##0"}
"""How figures of a unit are shown; others with one decimal."""
_PAGE = 200
"""Characters side by side that can still be read on a printed page."""
_LONGEST_PROPERTY = 255
_TOLD = 110
"""Characters on a line of the first sheet."""
_LINE, _TALLEST = 16, 400
"""Points of a line of text, and of the tallest row."""
_LONGEST = 32_000
"""Characters that a cell holds."""


def workbook(material: Material) -> bytes:
    """The workbook as a .xlsx file."""
    pairs = sheets_judged.pairs_of(material)
    sheets = [
        sheets_judged.judged(material, pairs),
        sheets_judged.worlds(material, pairs),
        sheets_judged.years(material, pairs),
        *sheets_change.changing(material),
        *sheets_figures.outcomes(material),
        sheets_cost.cost(material),
        sheets_inputs.changed(material),
        sheets_inputs.inputs(material),
        sheets_inputs.assumptions(material),
        sheets_inputs.laws(material),
        sheets_inputs.versions(material),
    ]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, WITHOUT_FORMULAS) as book:
        told = clean(answer.headline(material.comparison))[:_LONGEST_PROPERTY]
        book.set_properties(
            {
                "title": told,
                "author": "Locality",
                "subject": material.basis,
                "comments": material.edition,
                "created": material.made,
            }
        )
        writer = _Writer(book, material.edition)
        writer.opening(material, sheets)
        charts = writer.added("Charts", title="Charts", wide=_PAGE)
        for each in sheets:
            writer.table(each)
        writer.charts(charts, material)
    return file.getvalue()


class _Writer:
    """A workbook under the pen, with its formats."""

    def __init__(self, book: xlsxwriter.Workbook, edition: str) -> None:
        self.book = book
        self.edition = edition
        self.text: Format = book.add_format({"text_wrap": True, "indent": 1})
        self.numbers: dict[str, Format] = {}
        self.head: Format = book.add_format({"font_size": 16, "bold": True, "font_color": BLUE})

    def added(self, name: str, title: str, wide: float = 0) -> Worksheet:
        """A sheet headed by a title, printed on A4: on as many pages side by side as it takes.

        Args:
            name: on its tab.
            title: at its head.
            wide: characters from its left to its right.
        """
        page = self.book.add_worksheet(name)
        page.write_string(0, 0, clean(title), self.head)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(max(math.ceil(wide / _PAGE), 1), 0)
        page.set_footer(f"&L{clean(self.edition)}&C&A&RPage &P of &N")
        return page

    def row(self, page: Worksheet, at: int, cells: Sequence[Cell]) -> None:
        """Write a row; text of any kind stays text, and what is not known stays empty."""
        for column, cell in enumerate(cells):
            match cell:
                case str():
                    page.write_string(at, column, clean(cell)[:_LONGEST], self.text)
                case Figure(value, unit) if math.isfinite(value):
                    page.write_number(at, column, value, self._shown_as(_DECIMALS.get(unit, "0.0")))
                case Counted(formula, value):
                    page.write_formula(at, column, formula, self._shown_as("0"), value)
                case int() | float() if math.isfinite(cell):
                    page.write_number(at, column, cell, self._shown_as("General"))

    def _shown_as(self, pattern: str) -> Format:
        """How a number is shown; each pattern is one format of the workbook."""
        if pattern not in self.numbers:
            self.numbers[pattern] = self.book.add_format({"num_format": pattern})
        return self.numbers[pattern]

    def opening(self, material: Material, sheets: Sequence[Sheet]) -> None:
        """The first sheet: the answer, and what stands where."""
        comparison = material.comparison
        page = self.added("Read me", title(material))
        page.hide_gridlines(2)
        page.set_column(0, 0, 26)
        page.set_column(1, 1, _TOLD)
        rows = [
            ("Question", findings.question(comparison)),
            ("Answer", answer.headline(comparison)),
            ("It rests on", answer.basis(comparison)),
            *(("To know first", caveat) for caveat in material.caveats),
            ("A", comparison.a.title),
            ("B", comparison.b.title),
            ("Basis", f"{material.basis} Seed {material.experiment.seed}."),
            ("Made", material.edition),
            ("What it cannot say", words.CANNOT_SAY),
        ]
        for at, row in enumerate(rows, start=2):
            self.row(page, at, row)
            page.set_row(at, _tall([row[1]], [_TOLD]))
        self.row(page, len(rows) + 3, ["Sheets"])
        links = [("Charts", "Figures of the slides as charts, each beside its figures.")]
        links += [(each.name, each.about) for each in sheets]
        for at, (name, about) in enumerate(links, start=len(rows) + 4):
            page.write_url(at, 0, f"internal:'{name}'!A1", string=name)
            page.write_string(at, 1, about, self.text)

    def table(self, of: Sheet) -> None:
        """A sheet: its name, how to read it, and a table that can be sorted and filtered."""
        page = self.added(of.name, of.name, sum(of.widths))
        last = len(of.headers) - 1
        rows = of.rows or (("None", *[None] * last),)
        page.freeze_panes(FIRST_ROW, 1)
        page.repeat_rows(FIRST_ROW - 1)
        page.repeat_columns(0)
        for column, width in enumerate(of.widths):
            page.set_column(column, column, width)
        across = max(min(last, 6), 1)
        page.merge_range(1, 0, 1, across, clean(of.says)[:_LONGEST], self.text)
        page.set_row(1, _tall([of.says], [sum(of.widths[: across + 1])]))
        page.add_table(
            FIRST_ROW - 1, 0, FIRST_ROW - 1 + len(rows), last,
            {
                "name": f"Table_{of.name.replace(' ', '_')}",
                "style": "Table Style Light 9",
                "columns": [{"header": clean(header)} for header in of.headers],
            },
        )  # fmt: skip
        for at, row in enumerate(rows, start=FIRST_ROW):
            self.row(page, at, row)
            page.set_row(at, _tall(row, of.widths))

    def charts(self, page: Worksheet, material: Material) -> None:
        """Native charts, each beside the figures that it draws."""
        page.hide_gridlines(2)
        page.write_string(1, 0, "Means, and how far each interval goes up and down.", self.text)
        page.set_column(0, 0, 44)
        page.set_column(1, 6, 20)
        top = 3
        drawn: list[tuple[str, list[tuple[str, Outcome]]]] = [
            ("In time, %", [(IN_TIME[e.key.measure], e) for e in material.whole(*IN_TIME)]),
            _parts(material, LOAD, "team"),
            _parts(material, "concluded_in_45_days", "locality"),
            (
                "Children by number of workers, %",
                [(WORKERS[e.key.measure], e) for e in material.whole(*WORKERS)],
            ),
        ]
        for head, found in drawn:
            if found:
                self._chart(page, top, head, found, material)
                top += max(_CHART_ROWS, len(found) + 3)

    def _chart(
        self,
        page: Worksheet,
        top: int,
        head: str,
        found: Sequence[tuple[str, Outcome]],
        material: Material,
    ) -> None:
        series = [
            Series(material.a, tuple(each.a for _, each in found), A),
            Series(material.b, tuple(each.b for _, each in found), B),
        ]
        ends = [f"{each.name}, {way} to" for each in series for way in ("up", "down")]
        self.row(page, top, [head, *(each.name for each in series), *ends])
        names, unit = [name for name, _ in found], definition(found[0][1]).unit
        lengths = [_figures(row, unit) for e in series for row in (e.above, e.below)]
        columns = [names, *(_figures(e.means, unit) for e in series), *lengths]
        for at, row in enumerate(zip(*columns, strict=True), start=top + 1):
            self.row(page, at, row)
        last = top + len(found)
        chart = self.book.add_chart({"type": "column"})
        for column, each in enumerate(series, start=1):
            above, below = (
                f"={xl_range_formula('Charts', top + 1, at, last, at)}"
                for at in (1 + 2 * column, 2 + 2 * column)
            )
            chart.add_series(
                {
                    "name": ["Charts", top, column],
                    "categories": ["Charts", top + 1, 0, last, 0],
                    "values": ["Charts", top + 1, column, last, column],
                    "fill": {"color": each.colour},
                    "gap": 60,
                    "y_error_bars": {
                        "type": "custom", "plus_values": above, "minus_values": below,
                        "plus_data": [value or 0 for value in each.above],
                        "minus_data": [value or 0 for value in each.below],
                    },
                }
            )  # fmt: skip
        chart.set_title({"name": head, "name_font": {"size": 14}, "overlay": False})
        chart.set_legend({"position": "top", "font": {"size": 12}})
        chart.set_x_axis({"num_font": {"size": 12}})
        chart.set_y_axis(
            {
                "min": 0,
                "max": 100 if definition(found[0][1]).unit == "%" else None,
                "num_font": {"size": 12},
                "major_gridlines": {"visible": True, "line": {"color": PALE}},
            }
        )
        chart.set_size({"width": 760, "height": 340})
        told = "; ".join(
            f"{name}: {findings.reading(material.comparison, each)}" for name, each in found
        )
        page.insert_chart(top, 8, chart, {"description": clean(f"{head}, A and B. B is: {told}.")})


def _parts(material: Material, measure: str, scope: str) -> tuple[str, list[tuple[str, Outcome]]]:
    """A chart's title, and what it draws: a measure by team or by locality."""
    found = known(material.comparison.parts(measure, scope))
    title = f"{CATALOGUE[measure].title} ({CATALOGUE[measure].unit}) by {scope}"
    return title, [(each.key.name, each) for each in found]


def _figures(values: Sequence[float | None], unit: str) -> list[Cell]:
    return [None if value is None else Figure(value, unit) for value in values]


def _tall(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that a row takes: not every program measures wrapped text when it opens a file."""
    lines = [
        math.ceil(1.15 * len(cell) / width)
        for cell, width in zip(row, widths, strict=True)
        if isinstance(cell, str)
    ]
    return min(_LINE * max([1, *lines]), _TALLEST)
