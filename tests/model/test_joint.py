"""A joint enquiry: one worker of the enquiring team leads it, beside the family's own."""

from __future__ import annotations

from collections import defaultdict

import pytest

from sim.model.events import Event
from tests.model.ample import Row, ample_run, rows
from tests.model.docking.numbers import NUMBERS as N

STEPS = {f"step {number}" for number, _ in enumerate(N.enquiry_steps)}


def enquiries() -> list[list[Row]]:
    """The work of each enquiry on a family open to the cluster, whole and in order."""
    log = ample_run("joint")
    found: list[list[Row]] = []
    begun: dict[int, list[Row]] = {}
    for row in rows(log, Event.STARTED, Event.COMPLETED, Event.WORKED):
        if row.activity == "enquiry":
            if row.event == Event.STARTED:
                begun[row.family] = [row]
            else:
                begun[row.family].append(row)
            if row.event == Event.COMPLETED and begun[row.family][0].team == "cluster":
                found.append(begun[row.family])
    return found


def test_one_worker_of_the_enquiring_team_leads_from_the_first_visit_to_the_end() -> None:
    workers, found = ample_run("joint").workers, enquiries()
    assert len(found) > 20
    for told in found:
        leads = {row.worker for row in told if row.label in STEPS}
        assert len(leads) == 1
        assert {workers[each].team for each in leads} == {"access"}


def test_responsibility_stays_and_the_own_worker_adds_a_share_of_the_hours() -> None:
    workers = ample_run("joint").workers
    for told in enquiries():
        assert {row.team for row in told if row.event != Event.WORKED} == {"cluster"}
        hours: defaultdict[str, float] = defaultdict(float)
        for row in told:
            if row.event == Event.WORKED and row.label != "authorisation":
                hours[workers[row.worker].team] += row.amount
        # The share of the last step may still be done after the enquiry.
        assert hours["cluster"] <= N.joint_share * hours["access"] + 1e-9
        assert hours["cluster"] > 0


def test_different_enquiries_are_led_by_different_workers() -> None:
    leads = {row.worker for told in enquiries() for row in told if row.label in STEPS}
    assert len(leads) > 3


def test_the_manager_of_the_enquiring_team_authorises_it() -> None:
    workers = ample_run("joint").workers
    for told in enquiries():
        [authorised] = [row for row in told if row.label == "authorisation"]
        assert workers[authorised.worker].team == "access"
        assert authorised.amount == pytest.approx(N.authorisation)
