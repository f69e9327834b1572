"""Arrivals given from outside decide a run as its scenario does, and never reach the store."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import MissingArrivalsError
from sim.experiment.library.cleaning import clean
from sim.experiment.library.saved_comparisons import reopen, save
from sim.experiment.running import run_experiment
from sim.experiment.store.file_store import whole
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore, path_of
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.work.pool import Serial, local_pool
from sim.experiment.work.replicate import Replication, Run, replicate
from sim.measures.measures import measure
from sim.model.arrivals import Arrivals, draw_arrivals
from sim.model.luck import Luck
from sim.model.replication import simulate
from sim.scenario.calendar import Calendar
from tests.experiment.runs import CLUSTERS, SMALL, Invented, assert_same

BOTH = (SMALL, CLUSTERS)


def drawn(replication: int = 100) -> Arrivals:
    """Families as they might have been reported: the same table every time."""
    horizon = SMALL.horizon
    calendar = Calendar(horizon.starts, horizon.ends, horizon.closures)
    return draw_arrivals(SMALL, calendar, Luck(7, replication))


GIVEN = drawn()


@pytest.mark.parametrize("column", ["time", "locality", "source", "need", "children", "effort"])
def test_every_column_counts_in_the_hash(column: str) -> None:
    assert drawn().content_hash == GIVEN.content_hash
    changed = getattr(GIVEN, column).copy()
    changed[-1] += 1
    assert replace(GIVEN, **{column: changed}).content_hash != GIVEN.content_hash


def test_luck_and_returning_count_in_the_hash_and_the_width_of_numbers_does_not() -> None:
    renamed = replace(GIVEN, key=(("reported", 0), *GIVEN.key[1:]))
    turned = replace(GIVEN, returning=~GIVEN.returning)
    assert len({GIVEN.content_hash, renamed.content_hash, turned.content_hash}) == 3
    narrow = replace(GIVEN, need=GIVEN.need.astype(np.int32))
    assert narrow.content_hash == GIVEN.content_hash


def test_runs_give_what_the_model_gives_with_these_arrivals() -> None:
    rows = measure(simulate(SMALL, 1, 0, GIVEN), SMALL).rows
    found = replicate(Run(SMALL, 1, 0, arrivals=GIVEN))
    np.testing.assert_array_equal(found.values, rows["value"])
    assert not np.array_equal(found.values, replicate(Run(SMALL, 1, 0)).values, equal_nan=True)


def test_a_run_crosses_to_a_process_with_its_arrivals() -> None:
    run = Run(SMALL, 1, 0, arrivals=GIVEN)
    assert pickle.loads(pickle.dumps(run)) == run  # noqa: S301  our own bytes
    with local_pool(2) as pool:
        (there,) = load_or_run([run], pool)
    assert isinstance(there, Replication)
    assert_same(there, replicate(run))


def test_a_run_is_found_with_equal_arrivals_and_not_with_others(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run = partial(Run, SMALL, 1, 0)
    assert run() != run(arrivals=GIVEN) == run(arrivals=drawn())
    real = replicate(run(arrivals=GIVEN))
    store.keep(run(arrivals=GIVEN).key, real)
    others = [run().key, run(arrivals=drawn(101)).key]
    found, *lacking = store.find([run(arrivals=drawn()).key, *others])
    assert found is not None
    assert_same(found, real)
    assert lacking == [None, None]
    assert len({path_of(run(arrivals=GIVEN).key), *map(path_of, others)}) == 3
    assert path_of(run().key).split("/")[2] == SMALL.content_hash


def test_a_comparison_on_given_arrivals_is_another_and_opens_from_their_hash(
    tmp_path: Path,
) -> None:
    store = RunStore(tmp_path)
    ours = run_experiment(BOTH, 1, 2, Serial(), store=store, arrivals=GIVEN)
    drew = run_experiment(BOTH, 1, 2, Invented(), store=store)
    record, other = save(store, ours, compare(ours)), save(store, drew, compare(drew))
    assert record.id != other.id
    assert record.scenarios == other.scenarios
    assert other.contents == (SMALL.content_hash, CLUSTERS.content_hash)
    assert (record.arrivals_hash, other.arrivals_hash) == (GIVEN.content_hash, "")
    assert clean(store).files == 0
    assert repr(compare(reopen(store, record)).outcomes) == repr(compare(ours).outcomes)
    assert run_experiment(BOTH, 1, 2, Serial(), store=store, arrivals=drawn()).simulated == 0


def test_the_store_has_no_column_of_arrivals(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    done = run_experiment(BOTH, 1, 1, Serial(), store=store, arrivals=GIVEN)
    save(store, done, compare(done))
    folders = {path.partition("/")[0] for path in store.files.list()}
    assert folders == {"runs", "scenarios", "comparisons"}
    for content in map(whole, store.files.read(store.files.list()).values()):
        assert GIVEN.effort.tobytes()[:64] not in content
        assert repr(float(GIVEN.effort[0])).encode() not in content


def test_what_is_varied_meets_the_same_families_or_is_refused(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    done = run_experiment(BOTH, 1, 2, Invented(), store=store, arrivals=GIVEN)
    executor = Invented()
    sensitivity(done, 1, "*assessment.hours", executor)
    assert executor.asked
    assert all(run.arrivals is GIVEN for run in executor.asked)
    again = reopen(store, save(store, done, compare(done)))
    with pytest.raises(MissingArrivalsError, match=GIVEN.content_hash):
        sensitivity(again, 1, "*assessment.hours", executor)
