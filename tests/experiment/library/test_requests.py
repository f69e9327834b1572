"""A request says what was asked, so that any server of the same engine can take it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiment.library import requests
from sim.experiment.statistics.precision import UntilPrecise
from sim.experiment.store.run_store import RunStore
from tests.experiment.runs import CLUSTERS, SMALL


@pytest.mark.parametrize(("least", "most", "begins"), [(20, 60, 20), (20, 4, 4)])
def test_a_request_never_asks_for_more_pairs_than_its_cap(
    tmp_path: Path, least: int, most: int, begins: int
) -> None:
    request = requests.request(RunStore(tmp_path), SMALL, CLUSTERS, 1, least, most)
    assert request.rule == UntilPrecise(at_most=most, at_least=begins)


def test_another_engine_does_not_answer_the_same_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = requests.request(RunStore(tmp_path), SMALL, CLUSTERS, 1, 2, 4)
    assert request.is_of_this_engine()
    monkeypatch.setattr(requests, "engine_version", lambda: "another")
    assert not request.is_of_this_engine()
