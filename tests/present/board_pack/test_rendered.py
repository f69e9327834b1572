"""The pack as an office program draws it: the pages there are, and the words on them.

It needs LibreOffice (`soffice`) and poppler (`pdftotext`); without them it is left out.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from sim.present.board_pack.board_pack import NOTE, SLIDES, WORKBOOK, write_pack
from sim.present.board_pack.material import Material, largest
from sim.present.board_pack.slides_answer import title
from sim.present.words import answer, findings
from sim.present.words.names import typeset
from sim.scenario.scenario import Scenario
from tests.present.board_pack import made
from tests.work import calls_at_most


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


@pytest.fixture(scope="module")
def rendered(
    tmp_path_factory: pytest.TempPathFactory, current: Scenario, proposed: Scenario
) -> dict[str, list[str]]:
    """The words on each page of each document."""
    folder = tmp_path_factory.mktemp("pack")
    long = "A name of a hundred characters " * 4
    a, b = (
        scenario.model_copy(update={"title": f"{scenario.title}, {long}"[:100]})
        for scenario in (current, proposed)
    )
    experiment = made.experiment(a, b)
    comparison = made.told(a, b).comparison
    with calls_at_most(10_000_000):  # 3 million are enough
        files = write_pack(experiment, comparison, folder)
    run(
        "soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to",
        "pdf", "--outdir", folder, *files,
    )  # fmt: skip
    return {
        file.name: run("pdftotext", "-layout", file.with_suffix(".pdf"), "-").split("\f")[:-1]
        for file in files
    }


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_deck_has_ten_pages_with_their_findings(
    rendered: dict[str, list[str]], material: Material
) -> None:
    pages = rendered[SLIDES]
    assert len(pages) == 10
    assert typeset(title(material)) in flat(pages[0])
    assert findings.structures(material.comparison.a, material.comparison.b) in flat(pages[2])
    assert findings.handoffs(material.comparison) in flat(pages[5])
    for at, page in enumerate(pages, start=1):
        assert re.search(rf"\b{at}\s*$", page), "each slide has its number"


def test_the_largest_loss_and_the_largest_gain_are_on_the_first_slide(
    rendered: dict[str, list[str]], material: Material
) -> None:
    page = flat(rendered[SLIDES][0])
    for part in (answer.losses, answer.gains):
        found = largest(part(material.comparison))
        assert found is not None
        assert all(word in page for word in answer.title(found).split())
        assert answer.from_to(found) in page


def test_both_structures_are_drawn_whole(
    rendered: dict[str, list[str]], current: Scenario, proposed: Scenario
) -> None:
    page = flat(rendered[SLIDES][2])
    for scenario in (current, proposed):
        for team in scenario.structure.teams:
            assert all(word in page for word in team.split())
    assert "see the workbook" not in page


def test_the_note_has_two_pages(rendered: dict[str, list[str]]) -> None:
    assert len(rendered[NOTE]) == 2
    assert len(rendered[NOTE][1].split()) > 100, "the second page is used"
    text = flat(" ".join(rendered[NOTE]))
    assert text.index("What gets worse, the gravest") < text.rindex("What gets better")
    assert "What is to be settled" in text


def test_the_workbook_opens_with_the_answer_and_its_charts(
    rendered: dict[str, list[str]], material: Material
) -> None:
    pages = rendered[WORKBOOK]
    assert typeset(title(material)) in flat(typeset(pages[0]))
    assert "Children by number of workers" in flat(pages[1])
