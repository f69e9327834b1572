"""The pack: slides, workbook and covering note of one comparison, as files or as bytes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.studies.bridge import Bridge
from sim.experiment.studies.why import Why
from sim.present.board_pack.deck import slides
from sim.present.board_pack.material import Material, material
from sim.present.board_pack.note import note
from sim.present.board_pack.workbook import workbook
from sim.present.whole_files import write_whole

SLIDES, WORKBOOK, NOTE = "board-pack.pptx", "board-figures.xlsx", "board-note.docx"
"""Names of the files."""


def documents(
    experiment: Experiment,
    comparison: Comparison,
    template: Path | None = None,
    made: datetime.datetime | None = None,
    why: Why | None = None,
    bridge: Bridge | None = None,
) -> dict[str, bytes]:
    """The three documents by file name.

    Args:
        experiment: the runs of both scenarios.
        comparison: what they show.
        template: a .pptx whose master, layouts and size the slides use; plain slides without.
        made: when they are written, for their properties and footers; now if not said.
        why: what would change it, where that was run.
        bridge: what each step from A to B does, if that was run.

    Raises:
        TemplateError: if the template cannot be used.
        TooFewPairsError: if there are fewer than 2 pairs of runs.
    """
    told = material(experiment, comparison, made, why, bridge)
    writers: dict[str, Callable[[Material], bytes]] = {
        SLIDES: lambda each: slides(each, template),
        WORKBOOK: workbook,
        NOTE: note,
    }
    return {name: write(told) for name, write in writers.items()}


def write_pack(
    experiment: Experiment,
    comparison: Comparison,
    out_dir: Path,
    template: Path | None = None,
    made: datetime.datetime | None = None,
    why: Why | None = None,
    bridge: Bridge | None = None,
) -> list[Path]:
    """Write the three documents into a folder, which is made if it is not there.

    Returns:
        The files, the slides first. Nothing is written where one of them cannot be made or written.

    Raises:
        TemplateError: if the template cannot be used.
        TooFewPairsError: if there are fewer than 2 pairs of runs.
        OSError: if the folder cannot be written to.
    """
    return write_whole(out_dir, documents(experiment, comparison, template, made, why, bridge))
