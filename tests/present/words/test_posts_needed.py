"""Posts needed in words: the number, what one fewer does, and no more than runs bear out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.experiment.statistics.interval import NOTHING, Interval
from sim.experiment.statistics.verdict import Chance
from sim.experiment.studies.best_split import best_split
from sim.experiment.studies.limits import Kept, Limit, LimitKept, limits_of
from sim.experiment.studies.posts_needed import Confirmed
from sim.experiment.worlds.world_table import WorldTable
from sim.experiment.worlds.worlds import Worlds
from sim.present.words import posts_needed as words
from tests.experiment.runs import SMALL
from tests.experiment.studies.invented_posts import IN_TIME, Service, answered, trying

FOUND = answered()


def kept(share: float, worlds: int = 45) -> Kept:
    return Kept(share, share, worlds, ())


def test_the_headline_tells_the_number_and_what_one_fewer_does() -> None:
    assert words.headline(FOUND) == (
        "22 social worker posts, 4 more than planned, keep both limits in 80 % of worlds. In "
        "fresh runs that is 13 of 15 worlds (68-96 %); with one post fewer 1 of 15 worlds (1-23 %)."
    )


def test_as_planned_it_speaks_of_a_probability() -> None:
    told = words.headline(answered(worlds=False))
    assert "keep both limits with a probability of 80 %, inputs as planned. In fresh runs" in told
    assert "probability 100 %; with one post fewer probability 0 %" in told
    assert words.basis(answered(worlds=False).question).startswith("With all inputs as planned")


def test_where_nothing_is_enough_it_tells_what_stands_in_the_way() -> None:
    told = words.headline(answered(at_most=80))
    assert told == (
        "Not even 40 social worker posts keep both limits in 80 % of worlds: what stands in the "
        "way is assessments concluded in 45 days: at least 89.6 % (0 of 6 worlds)."
    )


def test_limits_that_are_kept_one_by_one_and_not_together_are_told_so() -> None:
    largest = answered(at_most=80)
    each = tuple(replace(one, chance=Chance(0.9, 10)) for one in largest.curve[-1].kept.each)
    alone = replace(largest.curve[-1], kept=Kept(0.7, 0.7, 10, each))
    told = words.headline(replace(largest, curve=(alone,)))
    assert told.endswith("each limit is kept alone, and all at once 7 of 10 worlds (44-88 %).")
    missed = [replace(one, chance=Chance(0.1, 10)) for one in each * 3]
    many = replace(alone, kept=Kept(0.1, 0.1, 10, tuple(missed)))
    assert "and 3 other limits." in words.headline(replace(largest, curve=(many,)))


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        (0.7, 0.6, "by these it takes more posts, or more runs to tell."),
        (0.9, 0.85, "by these one fewer may be enough; more runs would tell."),
    ],
)
def test_what_fresh_runs_do_not_bear_out_is_not_confirmed(
    here: float, there: float, said: str
) -> None:
    assert FOUND.confirmed is not None
    assert FOUND.confirmed.one_fewer is not None
    told = words.headline(
        replace(
            FOUND,
            confirmed=Confirmed(
                replace(FOUND.confirmed.found, kept=kept(here)),
                replace(FOUND.confirmed.one_fewer, kept=kept(there)),
                0.8,
            ),
        )
    )
    assert told.startswith("Not confirmed: 22 social worker posts")
    assert told.endswith(said)


def test_where_there_can_be_no_fewer_it_says_so() -> None:
    assert FOUND.confirmed is not None
    fewest = replace(FOUND, confirmed=replace(FOUND.confirmed, one_fewer=None))
    assert words.headline(fewest).endswith("(68-96 %); there can be no fewer.")
    assert words.headline(replace(FOUND, confirmed=None)).endswith("of worlds.")


@pytest.mark.parametrize(
    ("posts", "said"),
    [(0, "as many as planned"), (3, "3 more than planned"), (-1, "1 fewer than planned")],
)
def test_the_change_is_told(posts: int, said: str) -> None:
    assert words.change(posts) == said


def test_where_inputs_come_from_is_told() -> None:
    assert words.basis(FOUND.question).startswith("Over worlds drawn from the ranges")
    nothing = np.empty((9, 0))
    table = WorldTable("", "Small", "", 1, 9, (), nothing, (), nothing)
    fitting = replace(FOUND.question, worlds=Worlds((SMALL, SMALL), table))
    assert words.basis(fitting).startswith("Over plausible worlds")


def test_it_tells_whether_posts_were_moved_beside_equal_load() -> None:
    assert words.how_split(FOUND).endswith("no other split tried was clearly better.")
    moved = words.how_split(replace(FOUND, moved=(2, 0, -2)))
    assert moved.endswith("then moved: Front Door +2, South Families -2.")


def test_limits_are_said_as_a_person_would() -> None:
    asked = [f"{IN_TIME}>=90", "worker_changes<=0.45", "duty_waiting<=3", "guardrails"]
    told = [words.limit(each, "Today") for each in limits_of(asked, SMALL.margins)]
    assert told[:5] == [
        "assessments concluded in 45 days: at least 90 %",
        "changes of worker per child: at most 0.45",
        "duty work waiting: at most 3 pieces",
        "children seen within a day of the strategy discussion: no worse than in Today by more "
        "than 2 points",
        "child protection visits on time: no worse than in Today by more than 2 points",
    ]


def test_what_cannot_be_told_is_said() -> None:
    assert words.kept_in(kept(math.nan)) == "cannot be told"
    limit = Limit(IN_TIME, True, 90)
    nothing = LimitKept(limit, Chance(math.nan, 1), NOTHING)
    assert (words.limit_kept(nothing), words.level(nothing)) == ("nothing to measure", "n/a")
    wide = LimitKept(limit, Chance(0.5, 1), Interval(97, 92, 104, 5))
    assert words.limit_kept(wide) == "probability 50 %"
    assert words.level(wide) == "97.0 (92.0 to 100.0)"


def test_the_best_split_is_told_with_what_fresh_runs_show() -> None:
    better = best_split(
        trying(Service(lambda posts: 92.0 - abs(posts[0] - 10), own=0.2), f"{IN_TIME}>=90"), 16
    )
    told = words.split_headline(better)
    assert told.startswith("Better split: Front Door 10, North Families ")
    assert "more than the split there is. All limits kept, in fresh runs: " in told
    assert told.endswith(
        "11 of 12 worlds (72-99 %); with the split there is, 8 of 12 worlds (43-85 %)."
    )
    lucky = replace(better, gain=Interval(0.1, -0.2, 0.4, 16))
    assert words.split_headline(lucky) == (
        f"Not confirmed: {words.split_of(better.question, better.best.split)} looked better in the "
        f"search, and fresh runs do not show it (+0.10 margins (-0.20 to +0.40)). Keep the split "
        f"there is."
    )
    unknown = replace(better, gain=NOTHING)
    assert "(n/a margins)" in words.split_headline(unknown)
    same = replace(better, best=better.planned)
    assert words.split_headline(same) == (
        "No split is shown to keep the limits better than the one there is: Front Door 8, North "
        "Families 5, South Families 5. All limits kept, in fresh runs: "
        f"{words.kept_in(better.fresh.kept)}."
    )
