"""A comparison that was made is listed, renamed, deleted and opened again from the store alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment
from sim.experiment.library import saved_comparisons
from sim.experiment.library.saved_comparisons import RunsGoneError, SavedComparison
from sim.experiment.running import run_experiment
from sim.experiment.statistics.precision import StopReason, UntilPrecise
from sim.experiment.store.file_store import Content
from sim.experiment.store.run_store import RunStore, path_of
from sim.experiment.work.replicate import Run
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, Invented
from tests.scenario.files import small


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path)


def made(
    store: RunStore, pairs: int = 4, a: Scenario = SMALL
) -> tuple[Experiment, SavedComparison]:
    done = run_experiment((a, CLUSTERS), 1, pairs, Invented(), store=store)
    return done, saved_comparisons.save(store, done, compare(done))


def test_a_saved_comparison_says_what_was_asked_and_what_came_out(store: RunStore) -> None:
    before = datetime.datetime.now(datetime.UTC)
    _, record = made(store)
    assert saved_comparisons.all_saved(store) == [record]
    assert record.name == "Clusters, against Small"
    assert (record.pairs, record.asked, record.ending) == (4, 4, StopReason.FIXED)
    assert record.headline == "Worse: Worker changes per child, Worker-days over the caseload cap"
    assert before.replace(microsecond=0) <= record.when <= datetime.datetime.now(datetime.UTC)
    assert record.is_of_this_engine


def test_the_same_question_renews_its_record_and_keeps_its_name(store: RunStore) -> None:
    _, first = made(store)
    saved_comparisons.rename(store, first, "Autumn plan")
    _, again = made(store, pairs=6)
    assert again.id == first.id
    assert (again.name, again.pairs) == ("Autumn plan", 6)
    assert saved_comparisons.all_saved(store) == [again]


def test_the_same_values_in_other_words_are_a_record_of_their_own(store: RunStore) -> None:
    made(store)
    made(store, a=small("title: Small, as agreed in May"))
    assert len(saved_comparisons.all_saved(store)) == 2


def test_the_latest_comes_first_and_what_is_no_record_is_passed_over(store: RunStore) -> None:
    _, first = made(store)
    _, second = made(store, a=small("title: Another"))
    earlier = first.model_copy(update={"when": first.when - datetime.timedelta(days=1)})
    saved_comparisons.rename(store, earlier, first.name)
    store.files.write("comparisons/other.json", b"{}")
    assert [each.id for each in saved_comparisons.all_saved(store)] == [second.id, first.id]


def test_it_opens_again_without_its_scenario_files(store: RunStore) -> None:
    done, record = made(store)
    again = saved_comparisons.reopen(store, record)
    assert again.scenarios == (SMALL, CLUSTERS)
    assert repr(compare(again).outcomes) == repr(compare(done).outcomes)
    assert (again.asked, again.ending, again.simulated) == (4, StopReason.FIXED, 0)


def test_several_plans_against_one_are_several_comparisons(store: RunStore) -> None:
    other = small("title: Another\nhandoffs: {notice: 9}")
    done = run_experiment((SMALL, CLUSTERS, other), 1, 3, Invented(), store=store)
    found = [compare(done, judged) for judged in (1, 2)]
    assert [(each.a, each.b) for each in found] == [(SMALL, CLUSTERS), (SMALL, other)]
    records = [saved_comparisons.save(store, done, each) for each in found]
    assert records[0].id == made(store, 3)[1].id
    for record, comparison in zip(records, found, strict=True):
        again = compare(saved_comparisons.reopen(store, record))
        assert repr(again.outcomes) == repr(comparison.outcomes)
    assert len([path for path in store.files.list("runs") if SMALL.content_hash in path]) == 3


def test_why_it_ended_is_kept(store: RunStore) -> None:
    done = run_experiment((SMALL, CLUSTERS), 1, UntilPrecise(at_most=9), Invented(), store=store)
    record = saved_comparisons.save(store, done, compare(done))
    assert saved_comparisons.reopen(store, record).ending is record.ending is StopReason.CAPPED


def test_a_comparison_made_by_an_older_engine_opens_too(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("sim.experiment.library.saved_comparisons.engine_version", lambda: "older")
        done = run_experiment((SMALL, CLUSTERS), 1, 2, Invented())
        for arm, scenario in zip(done.arms, done.scenarios, strict=True):
            for each in arm:
                store.keep(Run(scenario, 1, each.number, each.arm, "older").key, each)
        record = saved_comparisons.save(store, done, compare(done))
    assert not record.is_of_this_engine
    assert compare(saved_comparisons.reopen(store, record)).pairs == 2


def test_one_whose_runs_are_gone_says_so(store: RunStore, tmp_path: Path) -> None:
    _, record = made(store)
    (tmp_path / path_of(Run(CLUSTERS, 1, 2).key)).unlink()
    with pytest.raises(RunsGoneError, match="of its 4 pairs of runs 3 are there"):
        saved_comparisons.reopen(store, record)
    (tmp_path / "scenarios" / f"{record.scenarios[0]}.json").unlink()
    with pytest.raises(RunsGoneError, match="has no scenarios"):
        saved_comparisons.reopen(store, record)


def test_deleting_forgets_the_comparison_and_keeps_its_runs(store: RunStore) -> None:
    _, record = made(store)
    saved_comparisons.delete(store, record)
    assert saved_comparisons.all_saved(store) == []
    assert run_experiment((SMALL, CLUSTERS), 1, 4, Invented(), store=store).simulated == 0


def test_a_list_of_many_looks_in_one_folder_and_reads_each_record_once(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, record = made(store)
    for number in range(20):
        copy = record.model_copy(update={"id": f"{number:012}"})
        saved_comparisons.rename(store, copy, f"Plan {number}")
    read, names = store.files.read, store.files.names
    looked, asked = list[str](), list[list[str]]()

    def looking(folder: str) -> tuple[str, ...]:
        looked.append(folder)
        return names(folder)

    def reading(paths: Iterable[str]) -> Mapping[str, Content]:
        asked.append(list(paths))
        return read(asked[-1])

    monkeypatch.setattr(store.files, "names", looking)
    monkeypatch.setattr(store.files, "read", reading)
    saved = saved_comparisons.all_saved(store)
    assert len(saved) == 21
    assert looked == ["comparisons"]
    (together,) = asked
    assert sorted(together) == sorted(f"comparisons/{each.id}.json" for each in saved)
