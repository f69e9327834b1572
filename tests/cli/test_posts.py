"""`posts`: as a planner calls it."""

from __future__ import annotations

import json

import pytest

from sim.cli.finding_posts import named
from tests.cli.program import locality

FEW = ("--replications", "4", "--workers", "1")
IN_TIME = "concluded_in_45_days>=97"
TWICE = ("--in", "North Families", "--in", "South Families")


@pytest.mark.usefixtures("folder")
def test_it_tells_the_fewest_posts_what_they_keep_and_what_one_fewer_does() -> None:
    told = locality(
        "posts", "small", "--keep", IN_TIME, "--keep", "guardrails", "--in-worlds", "0.5",
        "--in", "North Families", *FEW,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    said = " ".join(told.output.split())
    assert "social worker posts" in said
    assert "than planned, keep all 11 limits in 50 % of worlds" in said
    assert "Over worlds drawn from the ranges of the inputs" in said
    assert "What each total keeps, in the search" in said
    assert "45 days: at least 97 %" in said
    assert "Changes are counted from: Small" in said
    assert "A post is one of each team's fullest line of posts" in said


@pytest.mark.usefixtures("folder")
def test_the_record_has_the_curve_the_fresh_runs_and_each_limit() -> None:
    asked = ("posts", "small", "--keep", IN_TIME, "--inputs", "planned", *FEW, "--json")
    told = locality(*asked, "--in", "North Families, South Families", "--up-to", "10")
    assert told.exit_code == 0, told.output
    record = json.loads(told.output)
    assert (record["kind"], record["format"]) == ("posts", 2)
    assert record["question"]["teams"] == ["North Families", "South Families"]
    assert record["question"]["today"] == {"North Families": 5, "South Families": 5}
    assert record["question"]["basis"] == "planned"
    totals = [each["total"] for each in record["curve"]]
    assert totals == sorted(totals)
    assert record["found"]["total"] in totals
    assert record["found"]["total"] - 10 == record["change"]
    [limit] = record["confirmed"]["found"]["kept"]["limits"]
    assert (limit["measure"], limit["value"]) == ("concluded_in_45_days", 97)
    assert record["confirmed"]["found"]["pairs"] == 4
    again = json.loads(locality(*asked, *TWICE, "--up-to", "10").output)
    assert again["question"].pop("simulated") == 0
    del record["question"]["simulated"]
    assert again == record


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_kept_is_an_answer() -> None:
    asked = ("posts", "small", "--keep", "worker_changes<=0", "--up-to", "6", *FEW,
             "--in", "North Families")  # fmt: skip
    told = locality(*asked)
    assert told.exit_code == 0, told.output
    said = " ".join(told.output.split())
    assert "Not even 6 social worker posts keep the limit in 80 % of worlds" in said
    assert "what stands in the way is changes of worker per child: at most 0 (" in said
    record = json.loads(locality(*asked, "--json").output)
    assert (record["found"], record["confirmed"]) == (None, None)


@pytest.mark.usefixtures("folder")
def test_it_tells_the_best_split_of_the_posts_there_are() -> None:
    asked = ("posts", "small", "--keep", IN_TIME, "--split", *FEW)
    told = locality(*asked)
    assert told.exit_code == 0, told.output
    assert "Splits, in the search" in told.output
    assert "split" in told.output.splitlines()[0]
    record = json.loads(locality(*asked, "--json").output)
    assert record["kind"] == "split"
    assert record["best"]["total"] == record["planned"]["total"] == 18


@pytest.mark.usefixtures("folder")
def test_every_mistake_is_told_at_once_and_nothing_is_run() -> None:
    told = locality(
        "posts", "small", "--keep", "concluded>=90", "--keep", "over_cap<5", "--in", "Nort Families"
    )
    assert told.exit_code == 2
    said = " ".join(told.output.split())
    assert "Small has no team 'Nort Families'; did you mean 'North Families'?" in said
    assert "there is no measure 'concluded'" in said
    assert "'over_cap<5' is no limit" in said
    wrong = locality("posts", "small", "--keep", "over_cap<5", "--role", "social workers")
    assert wrong.exit_code == 2
    assert "there is no role 'social workers'; did you mean 'social worker'?" in wrong.output
    assert "'over_cap<5' is no limit" in wrong.output
    few = locality("posts", "small", "--keep", IN_TIME, "--up-to", "2")
    assert few.exit_code == 2
    assert "--up-to 2: there are at least 4 such posts" in few.output
    never = locality("posts", "small", "--keep", "initial_in_time>=90", *FEW)
    assert never.exit_code == 2
    assert "Small has nothing to measure for initial_in_time" in never.output


def test_a_name_with_a_comma_in_it_is_one_name() -> None:
    teams = {"Access", "North, West & Rural", "South"}
    assert list(named(["Access,North, West & Rural, South"], teams)) == [
        "Access", "North, West & Rural", "South",
    ]  # fmt: skip
    assert list(named(["North, West & Rural", "Suth,Access,"], teams)) == [
        "North, West & Rural", "Suth", "Access",
    ]  # fmt: skip
