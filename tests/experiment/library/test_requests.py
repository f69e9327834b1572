"""A request says what was asked, so that any server of the same engine can take it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiment.library import requests
from sim.experiment.library.kept_worlds import worlds_by
from sim.experiment.statistics.precision import UntilSettled
from sim.experiment.store.run_store import RunStore
from sim.experiment.worlds.worlds import Worlds
from tests.experiment.runs import CLUSTERS, SMALL
from tests.experiment.worlds.test_worlds import table


def test_a_request_never_asks_for_more_pairs_than_its_cap(tmp_path: Path) -> None:
    request = requests.request(RunStore(tmp_path), SMALL, CLUSTERS, 1, 4)
    assert request.rule == UntilSettled(at_most=4)


def test_another_engine_does_not_answer_the_same_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = requests.request(RunStore(tmp_path), SMALL, CLUSTERS, 1, 4)
    assert request.is_of_this_engine()
    monkeypatch.setattr(requests, "engine_version", lambda: "another")
    assert not request.is_of_this_engine()


def test_the_worlds_of_a_question_are_kept_with_it(tmp_path: Path) -> None:
    store, worlds = RunStore(tmp_path), Worlds((SMALL, CLUSTERS), table(SMALL))
    asked = requests.request(store, SMALL, CLUSTERS, 1, 4, worlds)
    again = worlds_by(store, (SMALL, CLUSTERS), asked.inputs)
    assert again is not None
    assert again.identities == worlds.identities
    assert asked.rule == UntilSettled(4)
