"""What is taken away: every figure, however small, and nothing that a spreadsheet would run."""

import csv
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from streamlit import config

from sim.experiment.comparison import compare
from sim.experiment.library.saved_comparisons import all_saved, reopen
from sim.experiment.store.run_store import RunStore
from sim.ui.results.downloads import board_pack, file_name
from sim.ui.results.export import figures_as_csv, words_as_csv
from sim.ui.results.opened_results import Result


@pytest.fixture(scope="module")
def result(made: Path) -> Result:
    store = RunStore(made)
    (record,) = all_saved(store)
    experiment = reopen(store, record)
    return Result(record, experiment, compare(experiment))


def test_every_figure_is_a_row_of_the_csv(result: Result) -> None:
    text = figures_as_csv(result.comparison).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(result.comparison.outcomes)
    first = rows[0]
    assert float(first["B - A, low"]) <= float(first["B - A"]) <= float(first["B - A, high"])


def test_small_simulated_counts_stand_in_the_csv(result: Result) -> None:
    text = figures_as_csv(result.comparison).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    counts = [float(row["A"]) for row in rows if row["Unit"] == "children a month" and row["A"]]
    assert any(0 < count < 5 for count in counts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_no_source_becomes_a_formula_in_a_spreadsheet(text: str) -> None:
    written = words_as_csv(pd.DataFrame({"Source": [text, "a book"]})).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [
        ["Source"],
        [f"'{text}"],
        ["a book"],
    ]


def test_no_table_or_chart_on_a_page_offers_its_figures_past_the_exports() -> None:
    assert config.get_option("client.disableDataExport") is True


def test_the_board_pack_holds_its_documents(result: Result) -> None:
    with zipfile.ZipFile(io.BytesIO(board_pack(result))) as pack:
        endings = {Path(name).suffix for name in pack.namelist()}
        assert pack.testzip() is None
    assert endings == {".pptx", ".xlsx", ".docx"}


@pytest.mark.parametrize(
    ("title", "name"),
    [("Two more, in the South!", "two-more-in-the-south"), ("../../etc", "etc"), ("***", "plan")],
)
def test_a_title_makes_a_plain_file_name(title: str, name: str) -> None:
    assert file_name(title) == name
