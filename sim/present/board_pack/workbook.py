"""The workbook: every figure behind the slides, the inputs and versions, with native charts."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sim.experiment.comparison import Outcome
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import sheets_figures as figures
from sim.present.board_pack import sheets_inputs
from sim.present.board_pack.look import BLUE, FONT, ORANGE
from sim.present.board_pack.material import MADE, Material
from sim.present.board_pack.native_charts import WITHOUT_FORMULAS, Series
from sim.present.board_pack.sheets_figures import Cell, Sheet
from sim.present.board_pack.slides_figures import IN_TIME, LOAD, WORKERS
from sim.present.words import findings, words
from sim.present.words.names import clean
from sim.present.words.small_counts import Exported

_CHART_ROWS = 18
"""Rows of the sheet that a chart and its figures take."""
_TOLD = 110
"""Characters on a line of the first sheet."""
_LINE, _TALLEST = 16, 400
"""Points of a line of text, and of the tallest row."""
_LONGEST = 32_000
"""Characters that a cell holds."""


def workbook(material: Material) -> bytes:
    """The workbook as a .xlsx file."""
    sheets = [
        figures.answer(material),
        figures.measures(material),
        figures.localities(material),
        figures.teams(material),
        figures.handoffs(material),
        figures.other_parts(material),
        sheets_inputs.changed(material),
        sheets_inputs.inputs(material),
        sheets_inputs.assumptions(material),
        sheets_inputs.laws(material),
        sheets_inputs.versions(material),
    ]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, WITHOUT_FORMULAS) as book:
        book.set_properties(
            {
                "title": clean(findings.headline(material.comparison)),
                "author": "Locality",
                "created": MADE,
            }
        )
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(12)
        text = book.add_format(
            {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top", "indent": 1}
        )
        number = book.add_format(
            {"font_name": FONT, "font_size": 12, "valign": "top", "num_format": "#,##0.00"}
        )
        head = book.add_format(
            {"font_name": FONT, "font_size": 16, "bold": True, "font_color": f"#{BLUE}"}
        )
        _opening(book.add_worksheet("Read me"), material, sheets, text, head)
        charts = book.add_worksheet("Charts")
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, text, number, head)
        _charts(book, charts, material, text, number, head)
    return file.getvalue()


def _opening(
    page: Worksheet, material: Material, sheets: Sequence[Sheet], text: Format, head: Format
) -> None:
    """The first sheet: the answer, and what stands where."""
    comparison = material.comparison
    page.hide_gridlines(2)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, _TOLD)
    page.write_string(0, 0, clean(findings.headline(comparison)), head)
    rows = [
        ("Question", findings.question(comparison)),
        ("Answer", words.answer(comparison)),
        ("Beside it", findings.beside(comparison)),
        *(("To know first", caveat) for caveat in material.caveats),
        ("A", comparison.a.title),
        ("B", comparison.b.title),
        ("Basis", f"{material.basis} Seed {material.experiment.seed}."),
        ("What it cannot say", words.CANNOT_SAY),
    ]
    for at, (what, told) in enumerate(rows, start=2):
        page.write_string(at, 0, what, text)
        page.write_string(at, 1, clean(told), text)
        page.set_row(at, _tall([told], [_TOLD]))
    first = len(rows) + 3
    page.write_string(first, 0, "Sheets", text)
    names = [("Charts", "Figures of the slides as charts, each beside its figures.")]
    for at, (name, about) in enumerate(
        [*names, *((sheet.name, sheet.about) for sheet in sheets)], start=first + 1
    ):
        page.write_url(at, 0, f"internal:'{name}'!A1", string=name)
        page.write_string(at, 1, about, text)
    _for_print(page)


def _write(page: Worksheet, sheet: Sheet, text: Format, number: Format, head: Format) -> None:
    """A sheet: its name, how to read it, and a table that can be sorted and filtered."""
    last = len(sheet.headers) - 1
    rows = sheet.rows or (("None", *[None] * last),)
    page.freeze_panes(4, 1)
    page.write_string(0, 0, sheet.name, head)
    page.merge_range(1, 0, 1, max(min(last, 6), 1), "", text)
    page.write_string(1, 0, clean(sheet.says)[:_LONGEST], text)
    page.set_row(1, _tall([sheet.says], [_across(sheet)]))
    for column in range(last + 1):
        page.set_column(column, column, sheet.widths[column] if column < len(sheet.widths) else 12)
    page.add_table(
        3, 0, 3 + len(rows), last,
        {
            "name": f"Table_{sheet.name.replace(' ', '_')}",
            "style": "Table Style Light 9",
            "columns": [{"header": clean(header)} for header in sheet.headers],
        },
    )  # fmt: skip
    for at, row in enumerate(rows, start=4):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(at, column, clean(cell)[:_LONGEST], text)
            elif cell is not None and math.isfinite(cell):
                page.write_number(at, column, cell, number)
        page.set_row(at, _tall(row, sheet.widths))
    _for_print(page)
    page.repeat_rows(3)


def _for_print(page: Worksheet) -> None:
    """A4, as wide as the paper."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _tall(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that a row takes: not every program measures wrapped text when it opens a file."""
    lines = [
        math.ceil(1.15 * len(cell) / width)
        for cell, width in zip(row, widths, strict=False)
        if isinstance(cell, str)
    ]
    return min(_LINE * max([1, *lines]), _TALLEST)


def _across(sheet: Sheet) -> float:
    """Characters on a line of the sentence above a table."""
    return sum(sheet.widths[: min(len(sheet.headers), 7)])


def _charts(
    book: xlsxwriter.Workbook,
    page: Worksheet,
    material: Material,
    text: Format,
    number: Format,
    head: Format,
) -> None:
    """Native charts, each beside the figures that it draws."""
    comparison = material.comparison
    page.hide_gridlines(2)
    page.write_string(0, 0, "Charts", head)
    page.write_string(1, 0, "Means with intervals; ± is half an interval.", text)
    page.set_column(0, 0, 44)
    page.set_column(1, 4, 24)
    _for_print(page)

    def of(measure: str, scope: str) -> list[Exported]:
        return material.of(comparison.parts(measure, scope))

    drawn = [
        ("In time, %", [(IN_TIME[e.key.measure], e) for e in material.whole(*IN_TIME)]),
        (
            _titled(LOAD, "by team"),
            [(e.key.name, e) for e in of(LOAD, "team") if _has_bar(e.outcome)],
        ),
        (
            _titled("concluded_in_45_days", "by locality"),
            [(e.key.name, e) for e in of("concluded_in_45_days", "locality")],
        ),
        (
            "Children by number of workers, %",
            [(WORKERS[e.key.measure], e) for e in material.whole(*WORKERS)],
        ),
    ]
    top = 3
    for title, found in drawn:
        if found:
            _chart(book, page, top, title, found, material, text, number)
            top += max(_CHART_ROWS, len(found) + 3)


def _chart(
    book: xlsxwriter.Workbook,
    page: Worksheet,
    top: int,
    title: str,
    found: Sequence[tuple[str, Exported]],
    material: Material,
    text: Format,
    number: Format,
) -> None:
    series = [
        Series(material.a, tuple(each.a for _, each in found), BLUE),
        Series(material.b, tuple(each.b for _, each in found), ORANGE),
    ]
    heads = [title, *(each.name for each in series), *(f"{each.name}, ±" for each in series)]
    for column, name in enumerate(heads):
        page.write_string(top, column, clean(name), text)
    for at, (name, _) in enumerate(found, start=top + 1):
        page.write_string(at, 0, clean(name), text)
    for column, values in enumerate(
        [*(e.means for e in series), *(e.half_widths for e in series)], 1
    ):
        for at, value in enumerate(values, start=top + 1):
            if value is not None:
                page.write_number(at, column, value, number)
    last = top + len(found)
    chart = book.add_chart({"type": "column"})
    for column, each in enumerate(series, start=1):
        lengths = f"=Charts!${'ABCDE'[column + 2]}${top + 2}:${'ABCDE'[column + 2]}${last + 1}"
        chart.add_series(
            {
                "name": ["Charts", top, column],
                "categories": ["Charts", top + 1, 0, last, 0],
                "values": ["Charts", top + 1, column, last, column],
                "fill": {"color": f"#{each.colour}"},
                "gap": 60,
                "y_error_bars": {
                    "type": "custom", "plus_values": lengths, "minus_values": lengths,
                    "plus_data": [value or 0 for value in each.half_widths],
                    "minus_data": [value or 0 for value in each.half_widths],
                },
            }
        )  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 14}, "overlay": False})
    chart.set_legend({"position": "top", "font": {"size": 12}})
    chart.set_x_axis({"num_font": {"size": 12}})
    chart.set_y_axis(
        {
            "min": 0,
            "max": 100 if CATALOGUE[found[0][1].key.measure].unit == "%" else None,
            "num_font": {"size": 12},
            "major_gridlines": {"visible": True, "line": {"color": "#D5DAE0"}},
        }
    )
    chart.set_size({"width": 760, "height": 340})
    told = "; ".join(
        f"{name}: {findings.reading(material.comparison, each.outcome)}" for name, each in found
    )
    page.insert_chart(top, 6, chart, {"description": clean(f"{title}, A and B. B is: {told}.")})


def _titled(measure: str, by: str) -> str:
    return f"{CATALOGUE[measure].title} ({CATALOGUE[measure].unit}) {by}"


def _has_bar(outcome: Outcome) -> bool:
    return outcome.a.replications > 0 or outcome.b.replications > 0
