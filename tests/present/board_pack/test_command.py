"""`locality pack` writes the pack, or says what is wrong before anything slow begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from typer.testing import CliRunner, Result

from sim.cli import app, experiments
from sim.present.board_pack.board_pack import NOTE, SLIDES, WORKBOOK
from tests.present.test_whole_files import fill_the_disk
from tests.scenario.files import FOLDER

SMALL = str(FOLDER / "small.yaml")


def pack(out: Path, *arguments: str) -> Result:
    asked = ["pack", SMALL, SMALL, "--out", str(out), "--workers", "1", "--replications", "2"]
    return CliRunner().invoke(app, [*asked, *arguments])


def test_the_three_documents_are_written(tmp_path: Path) -> None:
    template = tmp_path / "council.pptx"
    Presentation().save(str(template))
    result = pack(tmp_path / "new" / "pack", "--template", str(template))
    assert result.exit_code == 0, result.output
    made = sorted(file.name for file in (tmp_path / "new" / "pack").iterdir())
    assert made == sorted([SLIDES, WORKBOOK, NOTE])
    assert all(name in result.stdout for name in made)
    slides = Presentation(str(tmp_path / "new" / "pack" / SLIDES))
    assert slides.slide_width == Presentation().slide_width


def test_what_would_change_it_and_the_steps_are_run_where_asked_for(tmp_path: Path) -> None:
    plain, whole = tmp_path / "plain", tmp_path / "whole"
    assert pack(plain).exit_code == 0
    result = pack(whole, "--why", "--bridge")
    assert result.exit_code == 0, result.output
    assert "locality pack --why" in text_of(plain / SLIDES)
    assert "locality pack --why" not in text_of(whole / SLIDES)
    assert "The answer under other rules" in text_of(whole / SLIDES)


def text_of(slides: Path) -> str:
    shapes = [shape for slide in Presentation(str(slides)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("nothing should be simulated")

    monkeypatch.setattr(experiments, "run_until_enough", refused)


@pytest.mark.usefixtures("nothing_runs")
def test_what_would_change_it_is_refused_first_where_inputs_are_as_planned(tmp_path: Path) -> None:
    result = pack(tmp_path / "pack", "--why", "--inputs", "planned")
    assert result.exit_code == 2
    assert "leave out --inputs planned" in result.stderr


@pytest.mark.usefixtures("nothing_runs")
def test_a_template_that_cannot_be_used_is_refused_first(tmp_path: Path) -> None:
    (tmp_path / "council.pptx").write_text("hello")
    result = pack(tmp_path / "pack", "--template", str(tmp_path / "council.pptx"))
    assert result.exit_code == 2
    assert "not a PowerPoint file" in result.stderr


@pytest.mark.usefixtures("nothing_runs")
def test_a_folder_that_cannot_be_made_is_refused_first(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = pack(tmp_path / "file" / "pack")
    assert result.exit_code == 2
    assert "cannot be a folder to write to" in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "pack" / SLIDES).mkdir(parents=True)
    result = pack(tmp_path / "pack")
    assert result.exit_code == 2
    assert "cannot be written to" in result.stderr


def test_a_full_disk_leaves_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_the_disk(monkeypatch, after=1)
    result = pack(tmp_path / "pack")
    assert result.exit_code == 2
    assert "cannot be written to: No space left on device" in result.stderr
    assert list((tmp_path / "pack").iterdir()) == []
