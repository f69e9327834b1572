"""Running: a page tells how far a comparison has come, stops it, and takes it up again."""

import time
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.library.requests import open_requests
from sim.experiment.store.run_store import RunStore
from sim.ui.results import event_logs
from sim.ui.results.opened_results import default_scenarios
from sim.ui.server import jobs
from tests.ui.conftest import ANSWERED, Open, choosing, said, until_done
from tests.ui.gate import Gate

pytestmark = pytest.mark.usefixtures("small_store")


def until(app: AppTest, holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
        app.run()
    raise AssertionError("it does not come about")


def click(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_first_words_come_after_ten_worlds_and_say_how_many_there_are(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALITY_PAIRS", "16")
    gate = Gate(through=26)  # 13 pairs, of which three are of a world once more
    monkeypatch.setattr(jobs, "executor", lambda: gate)
    app = opened("compare")
    until(app, lambda: "So far, after 10 worlds" in said(app))
    assert ANSWERED in said(app)
    assert "Over 10 worlds" in said(app)
    assert app.get("vega_lite_chart")
    gate.open()
    assert "Over 12 worlds" in said(until_done(app))


def test_a_run_is_cancelled_and_taken_up(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALITY_PAIRS", "4")
    gate = Gate(through=6)
    monkeypatch.setattr(jobs, "executor", lambda: gate)
    app = opened("compare")
    until(app, lambda: "First words come after 10 worlds; 3 so far." in said(app))
    assert ANSWERED not in said(app)
    assert app.progress[0].text.startswith("Running: 6 of about 8 runs")
    app = click(app, "Cancel")
    assert app.progress[0].text == "Stopping ..."
    gate.open()
    until(app, lambda: not app.progress)
    assert "cancelled. The runs made so far are kept." in said(app)
    assert "cancelled" in said(opened("runs"))
    app = until_done(click(app, "Carry on"))
    assert ANSWERED in said(app)
    assert open_requests(RunStore()) == []


def test_who_comes_when_others_run_is_told_to_wait(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    monkeypatch.setattr(jobs, "executor", lambda: gate)
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    first = opened("compare")
    assert first.progress
    other = opened("compare")
    for _ in range(2):  # more than there are places
        other = choosing(other)
        other.selectbox(key="a").set_value("proposed")
        other.selectbox(key="b").set_value("current")
        other = click(other, "Compare")
    assert other.progress
    gate.open()
    assert ANSWERED in said(until_done(other))
    assert ANSWERED in said(until_done(first))


def test_a_run_that_fails_says_why(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Gate):
        def submit(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise OSError("no space left")

    monkeypatch.setattr(jobs, "executor", Broken)
    app = until_done(opened("compare"))
    assert "the run failed. OSError\\: no space left" in said(app)


def test_a_journey_is_waited_for_and_its_failure_told(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised: Future[object] = Future()

    class Promise(Gate):
        def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
            return promised

    monkeypatch.setattr(event_logs, "executor", Promise)
    app = opened("journey")
    assert app.progress[0].text.startswith("Simulating")
    promised.set_exception(MemoryError("too large"))
    app.run()
    assert "came to nothing: too large" in said(app)


class Promises(Gate):
    """Promises whatever it is asked, and says how often that was."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[Future[object]] = []

    def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
        self.made.append(Future())
        return self.made[-1]


def test_a_journey_that_fails_in_one_structure_is_not_simulated_again_and_again(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Promises()
    monkeypatch.setattr(event_logs, "executor", lambda: pool)
    app = opened("journey")
    pool.made[0].set_exception(MemoryError("too large"))
    for _ in range(3):
        app.run()
    assert len(pool.made) == 2
    pool.made[1].set_exception(MemoryError("too large"))
    app.run()
    assert "came to nothing: too large" in said(app)


def test_ten_visitors_wait_for_ten_journeys_and_each_is_simulated_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool = Promises()
    monkeypatch.setattr(event_logs, "executor", lambda: pool)
    pair = default_scenarios()
    for _ in range(2):
        for visitor in range(10):
            for scenario in pair:
                event_logs.event_log(scenario, 2013, visitor)
    assert len(pool.made) == 20
