"""A chart: its finding, its picture, its text alternative and the exact numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import altair as alt
import pandas as pd

Picture: TypeAlias = (
    alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart
)
"""A Vega-Lite specification."""

WIDTH = 650
"""Width in pixels at which every chart can be read."""


@dataclass(frozen=True, eq=False)
class Chart:
    """One chart, with all that a page or an export needs to show it to everybody.

    Attributes:
        title: the finding, in the words of the verdicts; shown above the picture.
        caption: what is drawn, in which unit, and how to read it; shown below the picture.
        alt: the text alternative, complete without the picture.
        picture: the specification, without the title.
        table: the exact numbers behind the picture, with columns that can be read.
        stretches: whether the picture follows the width of the page; one that does not has the
            width it was made for.
    """

    title: str
    caption: str
    alt: str
    picture: Picture
    table: pd.DataFrame
    stretches: bool = True

    def at(self, width: int) -> Picture:
        """The picture for a renderer without a page.

        Args:
            width: whole width in pixels; a picture that does not stretch keeps its own.
        """
        return self.picture.properties(width=width) if self.stretches else self.picture
