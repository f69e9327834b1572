"""Handoffs, journeys and runs: each page tells what it is for."""

import hashlib
import json
from pathlib import Path

import pytest

from sim.experiment.library import requests
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.library.lookup import lookup
from sim.experiment.library.requests import Status
from sim.experiment.library.saved_comparisons import (
    RunsGoneError,
    SavedComparison,
    all_saved,
)
from sim.experiment.store.run_store import RunStore
from sim.present.words import answer
from sim.ui.results import opened_results
from sim.ui.server import named_scenarios
from sim.ui.server.settings import scenarios_folder
from tests.ui.conftest import PROPOSED, SMALL, Open, choosing, said, unfolded, until_done


@pytest.mark.usefixtures("small_store")
def test_expected_handoffs_are_there_before_any_run(opened: Open) -> None:
    app = opened("handoffs")
    assert not app.exception
    assert len(app.metric) == 4
    assert len(app.get("vega_lite_chart")) == 1
    assert "follow once the comparison has been run" in said(app)


@pytest.mark.usefixtures("kept")
def test_observed_handoffs_follow_a_run(opened: Open) -> None:
    app = opened("handoffs")
    assert not app.exception
    charts = {
        "Who owns what": 0, "Handoffs in the runs": 2, "Changes of worker": 1,
        "Where days are lost": 2,
    }  # fmt: skip
    assert [tab.label for tab in app.tabs] == list(charts)
    for tab, of_tab in charts.items():
        app = unfolded(app, "handoffs", tab)
        assert not app.exception
        assert len(app.get("vega_lite_chart")) == 1 + of_tab, "those of one tab below the map"


@pytest.mark.usefixtures("kept")
def test_handoffs_open_the_runs_only_where_they_are_looked_at(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise RunsGoneError("they were looked for")

    monkeypatch.setattr(opened_results, "reopen", gone)
    app = opened("handoffs")
    assert "steps have another owner" in said(app)
    assert "they were looked for" not in said(app)
    assert "they were looked for" in said(unfolded(app, "handoffs", "Changes of worker"))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("page", ["handoffs", "journey"])
@pytest.mark.parametrize("link", ["abcdef123456", "../../etc"])
def test_a_link_to_nothing_says_what_is_shown_instead(opened: Open, page: str, link: str) -> None:
    app = until_done(opened(page, run=link))
    assert not app.exception
    (told,) = app.warning
    assert told.value == (
        "The run of this link is not in the store; shown instead: Bigger, against Small."
    )
    assert "follow once the comparison has been run" not in said(app)
    assert not until_done(opened(page)).warning


@pytest.mark.usefixtures("small_store")
def test_the_same_family_is_followed_in_both_structures(opened: Open) -> None:
    app = until_done(opened("journey"))
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    told = said(app)
    assert "nobody holds it for" in told
    assert "1. day 0" in told
    assert "Handoffs between teams" in str(app.table[0].value.to_dict("records"))
    assert all(app.table[0].value.columns), "a column without a name is read out as nothing"
    for lot in ("shorter waits in B", "longer waits in B"):
        app.segmented_control(key="lot").set_value(lot)
        assert not app.run().exception
    app.selectbox(key="need").set_value("protection").run()
    assert not app.exception


@pytest.mark.usefixtures("small_store")
def test_any_family_can_be_followed_by_number_even_one_that_only_made_contact(
    opened: Open,
) -> None:
    app = until_done(opened("journey"))
    app.segmented_control(key="lot").set_value("number")
    app.run()
    for number in (0, 100, 150, 200):
        app.number_input(key="family").set_value(number).run()
        assert not app.exception


@pytest.mark.usefixtures("small_store")
def test_the_address_names_the_family_and_leads_back_to_it(opened: Open) -> None:
    app = until_done(opened("journey"))
    family = "".join(app.query_params["family"])
    linked = until_done(opened("journey", family=family))
    assert linked.segmented_control(key="lot").value == "number"
    assert linked.number_input(key="family").value == int(family)
    assert said(linked) == said(app)
    for nonsense in ("-1", "99999999", "x"):
        other = until_done(opened("journey", family=nonsense))
        assert not other.exception
        assert other.segmented_control(key="lot").value == "typical difference"


@pytest.mark.usefixtures("small_store")
def test_every_piece_of_work_is_a_fold_away(opened: Open) -> None:
    app = unfolded(until_done(opened("journey")), "lanes")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 2


@pytest.mark.usefixtures("small_store")
def test_where_no_family_comes_the_journey_says_so(opened: Open) -> None:
    text = SMALL.replace("value: 60, low: 50", "value: 0, low: 0")
    text = text.replace("in-need plan: 60, protection plan: 20", "in-need plan: 0")
    (scenarios_folder() / "current.yaml").write_text(text)
    app = until_done(opened("journey"))
    for lot in ("typical difference", "number"):
        app.segmented_control(key="lot").set_value(lot).run()
        assert not app.exception
        assert "No family" in said(app)


@pytest.mark.usefixtures("kept")
def test_a_journey_writes_nothing(opened: Open) -> None:
    before = set(RunStore().files.list())
    until_done(opened("journey"))
    assert set(RunStore().files.list()) == before


@pytest.mark.usefixtures("small_store")
def test_without_a_run_the_page_of_runs_says_where_the_first_one_comes_from(opened: Open) -> None:
    assert "the front page makes the first one" in said(opened("runs"))


@pytest.mark.usefixtures("kept")
def test_a_run_is_listed_with_its_differences_renamed_and_deleted(opened: Open) -> None:
    app = opened("runs")
    assert not app.exception
    (row,) = app.table[0].value.to_dict("records")
    assert row["Rests on"] == "2 worlds"
    found = opened_results.opened(all_saved(RunStore())[0]).comparison
    for column, of in (("Gets worse", answer.losses), ("Gets better", answer.gains)):
        assert all(answer.title(each) in row[column] for each in of(found))
    (record,) = all_saved(RunStore())
    app.text_input(key=f"rename {record.id}").set_value("For the board *today*").run()
    next(button for button in app.button if button.label == "Rename").click()
    app = app.run()
    assert all_saved(RunStore())[0].name == "For the board *today*"
    app.button(key=f"delete {record.id}").click()
    assert all_saved(RunStore()) != []
    assert "No comparison" in said(app.run())


def copy(store: RunStore, of: SavedComparison, **changed: object) -> SavedComparison:
    """Another record of the same replications."""
    made = of.model_copy(update=changed)
    store.files.write(f"comparisons/{made.id}.json", made.model_dump_json().encode())
    return made


@pytest.mark.usefixtures("kept")
def test_runs_of_the_same_name_and_minute_can_be_told_apart(opened: Open) -> None:
    (first,) = all_saved(RunStore())
    second = copy(RunStore(), first, id="abcdef123456")
    app = opened("runs")
    for record in (first, second):
        app.selectbox(key="one run").set_value(record.id).run()
        assert app.button(key=f"delete {record.id}")


@pytest.mark.usefixtures("kept")
def test_many_runs_are_opened_once_and_not_at_every_click(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record,) = all_saved(RunStore())
    for number in range(11):
        copy(RunStore(), record, id=f"abcdef{number:06}")
    app = opened("runs")
    app.toggle(key="all runs").set_value(True).run()
    assert len(app.table[0].value) == 12
    reopened: list[SavedComparison] = []
    monkeypatch.setattr(opened_results, "reopen", lambda *asked: reopened.append(asked[1]))
    app.run()
    assert reopened == []


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("page", ["runs", "compare", "handoffs", "journey", "plan"])
def test_a_run_whose_scenario_this_version_cannot_read_is_told(opened: Open, page: str) -> None:
    (record,) = all_saved(RunStore())
    store = RunStore()
    content = b'{"version": 0}'
    name = f"0123456789abcdef-{hashlib.sha256(content).hexdigest()[:8]}"
    store.files.write(f"scenarios/{name}.json", content)
    copy(store, record, scenarios=(name, record.scenarios[1]))
    app = until_done(opened(page, run=record.id))
    assert not app.exception
    told = said(app)
    assert "another version of Locality" in told or "not in the store" in told


@pytest.mark.usefixtures("kept")
def test_a_run_of_another_version_that_was_not_done_says_so(opened: Open) -> None:
    (record,) = all_saved(RunStore())
    asked = requests.Request(
        id="abcdef123456", titles=record.titles, scenarios=record.scenarios, seed=1,
        at_most=2, asked=record.when, contents=record.contents,
    )  # fmt: skip
    requests.keep(RunStore(), asked)
    assert "another version of Locality" in said(opened("runs"))


@pytest.mark.usefixtures("kept")
def test_a_request_that_failed_can_be_forgotten(opened: Open) -> None:
    (record,) = all_saved(RunStore())
    asked = requests.Request(
        id="abcdef123456", titles=record.titles, scenarios=record.scenarios, seed=1,
        at_most=2, asked=record.when, contents=record.contents,
        state=Status.FAILED, why="out of memory",
    )  # fmt: skip
    requests.keep(RunStore(), asked)
    app = opened("runs")
    assert "the run failed. out of memory" in said(app)
    app.button(key="forget abcdef123456").click().run()
    assert requests.open_requests(RunStore()) == []


def test_a_request_is_read_back_as_it_was(kept: object) -> None:
    assert kept
    store = RunStore()
    (record,) = all_saved(store)
    a, b = (store.scenario(name) for name in record.scenarios)
    asked = requests.request(store, a, b, record.seed, 2, worlds_of((a, b), store))
    assert asked.id == record.id
    requests.keep(store, asked)
    assert lookup(store, asked.id).request == asked
    store.files.write("requests/broken.json", json.dumps({}).encode())
    assert requests.open_requests(store) == [asked]
    assert lookup(store, "../../etc").status is Status.GONE


@pytest.mark.usefixtures("kept")
def test_a_run_whose_replications_are_gone_is_still_listed(opened: Open) -> None:
    store = RunStore()
    store.files.delete(list(store.files.list("runs")))
    app = opened("runs")
    assert "its runs are gone" in str(app.table[0].value.to_dict("records"))
    assert "compare the scenarios again" in said(app)
    app = unfolded(opened("handoffs"), "handoffs", "Changes of worker")
    assert "compare the scenarios again" in said(app)


@pytest.mark.usefixtures("kept")
def test_a_saved_plan_is_listed_and_deleted(opened: Open) -> None:
    named_scenarios.save(PROPOSED.replace("title: Bigger", "title: Mine"))
    app = opened("runs")
    assert "Mine" in said(app)
    *_, asks = app.get("popover")
    (confirms,) = asks.button
    assert confirms.label == "Delete it"
    confirms.click()
    assert "Mine" not in said(app.run())
    assert not RunStore().files.list("plans")


@pytest.mark.usefixtures("kept")
def test_every_deletion_asks_for_itself(opened: Open) -> None:
    (record,) = all_saved(RunStore())
    plan = named_scenarios.save(PROPOSED.replace("title: Bigger", "title: Mine"))
    # One without an identity of its own stays open, and asks for what comes after the deleted.
    identities = [each.proto.id for each in opened("runs").get("popover")]
    assert [each.split()[-1] for each in identities] == [record.id, plan.name]


@pytest.mark.usefixtures("kept")
def test_a_plan_that_somebody_deletes_while_it_is_chosen_breaks_no_page(opened: Open) -> None:
    plan = named_scenarios.save(PROPOSED.replace("title: Bigger", "title: Mine"))
    places = [
        ("plan", "compare with"),
        ("plan", "start 0"),
        ("compare", "a"),
        ("evidence", "evidence a"),
    ]
    visits = [opened(page) for page, _ in places]
    choosing(visits[2])
    for app, (_, key) in zip(visits, places, strict=True):
        app.selectbox(key=key).set_value(plan.name).run()
    named_scenarios.delete(plan)
    for app in visits:
        assert not app.run().exception


@pytest.mark.usefixtures("kept", "opened")
def test_a_plan_that_cannot_be_used_is_not_saved() -> None:
    with pytest.raises(ValueError, match="cannot be saved"):
        named_scenarios.save("version: 1")
    with pytest.raises(named_scenarios.TooLargeError):
        named_scenarios.save("#" * 1_000_001)


@pytest.mark.parametrize("name", ["compare", "plan"])
def test_a_store_that_cannot_be_written_is_named(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "a file").write_text("no folder")
    monkeypatch.setenv("LOCALITY_STORE", str(tmp_path / "a file" / "store"))
    app = opened(name)
    if name == "plan":
        next(button for button in app.button if button.label == "Run").click()
        app.run()
    assert not app.exception
    assert [error.value for error in app.error] != []
    assert "where the server has to be able to write" in said(app)
