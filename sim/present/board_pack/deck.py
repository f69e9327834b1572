"""The deck: eight slides, each one finding with the figures behind it, ready to be edited."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from sim.present.board_pack.material import MADE, Material
from sim.present.board_pack.slides_answer import answer, decide, how_sure, structures
from sim.present.board_pack.slides_figures import caseload, gains_and_losses, handoffs, timeliness
from sim.present.board_pack.template import Sheet, opened
from sim.present.words import findings

Draw = Callable[[Sheet, Material], None]

SLIDES: tuple[Draw, ...] = (
    answer,
    structures,
    timeliness,
    caseload,
    handoffs,
    gains_and_losses,
    how_sure,
    decide,
)
"""The slides, in the order in which they are shown."""


def slides(material: Material, template: Path | None = None) -> bytes:
    """The deck as a .pptx file.

    Args:
        material: what is told.
        template: a deck whose master, layouts and size are used; a plain one without.

    Raises:
        TemplateError: if the template cannot be used.
    """
    sheet = opened(template)
    for draw in SLIDES:
        draw(sheet, material)
    about = sheet.deck.core_properties
    about.title = findings.headline(material.comparison)
    about.subject = material.basis
    about.author = about.last_modified_by = "Locality"
    about.keywords = about.comments = ""
    about.language = "en-GB"
    about.created = about.modified = MADE
    file = io.BytesIO()
    sheet.deck.save(file)
    return file.getvalue()
