"""What a specification draws: its data, its texts and its sizes, for tests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from sim.present.charts.chart import Chart

Spec = dict[str, Any]


@cache
def spec(chart: Chart, width: int = 650) -> Spec:
    """The specification, checked against the schema of Vega-Lite on the way; nobody changes it."""
    made: Spec = chart.at(width).to_dict()
    return made


def data(chart: Chart, column: str) -> list[Spec]:
    """The rows of the data set that has a column."""
    for rows in spec(chart)["datasets"].values():
        if rows and column in rows[0]:
            return list(rows)
    return []


def said(chart: Chart) -> str:
    """Everything in words: the title, the caption, the text alternative and the data."""
    return json.dumps([chart.title, chart.caption, chart.alt, spec(chart)], ensure_ascii=False)


def values_of(part: Any, name: str) -> Iterator[Any]:
    """Every value of a name, wherever it stands."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == name:
                yield value
            yield from values_of(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from values_of(value, name)


def font_sizes(chart: Chart) -> set[float]:
    """Every size of letters that is set."""
    text = json.dumps(spec(chart)["config"]) + json.dumps(
        {key: value for key, value in spec(chart).items() if key != "datasets"}
    )
    return {float(size) for size in re.findall(r'"\w*[fF]ontSize": ([\d.]+)', text)}
