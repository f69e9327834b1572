"""Early help beside social care, in every legal service: workers, step-ups, and nothing shared."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import HealthCheck, given, settings

from sim.model.events import Column, Event
from sim.scenario.overrides import override
from tests.model.random_run import Run
from tests.model.random_services import STEP_UPS, runs

some = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@some
@given(runs())
def test_early_help_and_social_care_have_workers_of_their_own(run: Run) -> None:
    """Whoever is allocated to a family, and whoever works on an activity."""
    for row in run.rows(Event.ALLOCATED, Event.WORKED):
        role = run.log.workers[int(row[Column.WORKER])].role if row[Column.WORKER] >= 0 else ""
        if row[Column.EVENT] == Event.ALLOCATED:
            assert role == ("early help worker" if run.in_early_help(row) else "social worker")
        elif run.in_early_help(row):
            assert role != "social worker"
        else:
            assert role not in {"early help worker", ""}


@some
@given(runs())
def test_early_help_never_waits_without_posts_and_allocates_only_with_them(run: Run) -> None:
    for row in run.rows(Event.QUEUED, Event.ALLOCATED):
        assert run.log.teams[int(row[Column.TEAM])] not in run.scenario.unlimited_teams


@some
@given(runs())
def test_a_step_up_is_one_referral_of_the_family_and_no_contact(run: Run) -> None:
    """In the log it is followed by a handoff from early help and by the referral, at once."""
    up = {Event.STEPPED_UP, Event.HANDOFF, Event.REFERRED, Event.CONTACT}
    of_family: defaultdict[int, list[list[float]]] = defaultdict(list)
    for row in run.rows(*up):
        of_family[int(row[Column.FAMILY])].append(row)
    for rows in of_family.values():
        for at, row in enumerate(rows):
            if row[Column.EVENT] == Event.STEPPED_UP:
                handoff, referral = rows[at + 1 : at + 3]
                assert [handoff[Column.EVENT], referral[Column.EVENT]] == [
                    Event.HANDOFF, Event.REFERRED,
                ]  # fmt: skip
                giving = run.log.teams[int(handoff[Column.AMOUNT])]
                assert giving in run.scenario.early_help_teams
                assert row[Column.TIME] == referral[Column.TIME] == referral[Column.SINCE]


@some
@given(runs(**dict.fromkeys(STEP_UPS, 0)))
def test_social_care_is_the_same_without_early_help_where_nobody_steps_up(run: Run) -> None:
    """Endings that lead to early help as plain endings: to the last event."""
    endings = {f"pathway.endings.{name}.leads_to": None for name in run.scenario.pathway.endings}
    without = Run(override(run.scenario, endings), run.log.seed)
    assert in_social_care(run) == in_social_care(without)


def in_social_care(run: Run) -> list[tuple[object, ...]]:
    """Every event there, its label by name, as labels are numbered in order of first use."""
    return [
        (*map(repr, row[: Column.LABEL]), run.label(row), *map(repr, row[Column.AMOUNT :]))
        for row in run.log.events.tolist()
        if not run.in_early_help(row)
    ]
