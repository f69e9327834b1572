"""What a planner is told about a value that does not fit: where it stands and what to write."""

from __future__ import annotations

import pytest

from tests.scenario.files import problems, problems_over, said


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("titel: Mine", "2: there is no setting 'titel'; did you mean 'title'?"),
        ("colour: red", "2: there is no setting 'colour'; the settings are: version, title"),
        ("title: a\ntitle: b", "3: 'title' is written twice; keep this or line 2"),
        ("title:", "2: 'title' has no value; write one, or null to leave out what is inherited"),
        ("title: ''", "2: title cannot be empty; write a text of 1 to 200 characters"),
        ("title: 2013", "2: title cannot be 2013; write a text of 1 to 200 characters"),
        (
            f"title: {'x' * 201}",
            f"2: title cannot be '{'x' * 40}...'; write a text of 1 to 200 characters",
        ),
        ("version: 2", "2: version cannot be 2; write 1"),
        (
            "title: !!python/object:os.system x",
            "2: the tag 'python/object:os.system' means nothing",
        ),
        ("? [a, b]\n: 1", "2: a name must be a text, not a list or a map"),
        (f"{'x' * 101}: 1", "2: a name of over 100 characters; shorten it"),
        ("open_cases: null", "1: 'open_cases' is missing (children in each plan when the run"),
        (
            "horizon: {starts: 2013-02-30}",
            "2: starts cannot be '2013-02-30'; write a date that exi",
        ),
        (
            "horizon: {ends: 31/3/2014}",
            "2: ends cannot be '31/3/2014'; write a date that exists, as",
        ),
        (
            "horizon: {ends: 2014}",
            "2: ends cannot be 2014; write a date that exists, as year-month",
        ),
        (
            "horizon: {closures: 2013-05-01}",
            "2: closures cannot be '2013-05-01'; write a list such",
        ),
        (
            "horizon: {closures: [x]}",
            "2: closure 1 cannot be 'x'; write a date that exists, as year-month-day",
        ),
        (
            "demand: {contacts_per_month: lots}",
            "2: contacts_per_month cannot be 'lots'; write a number of 0 or more, or a map with "
            "value, derived, low, high, unit, grade, source, why",
        ),
        ("demand: {contacts_per_month: -1}", "2: contacts_per_month cannot be -1; write a number"),
        ("demand: {contacts_per_month: true}", "2: contacts_per_month cannot be true; write a num"),
        ("demand: {contacts_per_month: .inf}", "2: '.inf' cannot be read; write a number"),
        ("demand: {contacts_per_month: .nan}", "2: '.nan' cannot be read; write a number"),
        (
            f"demand: {{sibling_share: {'9' * 5000}}}",
            "2: '99999999999999999999...' is larger than any number here; write a smaller one",
        ),
        (
            "demand: {contacts_per_month: [1]}",
            "2: contacts_per_month cannot be a list; write a num",
        ),
        (
            "demand: {children_per_family: 0}",
            "2: children_per_family cannot be 0; write a number a",
        ),
        (
            "demand: {localities: {North: 1.2}}",
            "2: locality 'North' cannot be 1.2; write a number from 0 to 1",
        ),
        (
            "demand: {sibling_share: {low: 0.4, high: 0.2}}",
            "2: sibling_share: low 0.4 is above high 0.2; swap them",
        ),
        (
            "demand: {sibling_share: {low: 2, high: 3}}",
            "2: sibling_share low cannot be 2; write a ",
        ),
        (
            "demand: {sibling_share: {grade: Z}}",
            "2: sibling_share grade cannot be 'Z'; write one of",
        ),
        (
            "demand: {sibling_share: {grad: A}}",
            "2: sibling_share: there is no setting 'grad'; did y",
        ),
        (
            "demand: {sibling_share: {value: null}}",
            "2: sibling_share: 'value' is missing (what a ru",
        ),
        (
            "demand: {needs: {care: {shares: 0}}}",
            "2: need 'care': there is no setting 'shares'; did you mean 'share'?",
        ),
        ("demand: {needs: [a, b]}", "2: needs cannot be a list; write a map of names"),
        (
            "demand: {needs: {hepl: null}}",
            "2: need 'hepl' is null, but there is none to take out; d",
        ),
        (
            "pathway: {activities: {screening: 3}}",
            "2: activity 'screening' cannot be 3; write a map with routes",
        ),
        (
            "pathway: {activities: {checks: {hours: 1}}}",
            "2: activity 'checks': 'kind' is missing; write 'duty', or 'assessment', or 'plan', "
            "or 'co",
        ),
        (
            "pathway: {activities: {checks: {kind: duti}}}",
            "2: activity 'checks': kind cannot be 'duti'; did you mean 'duty'?",
        ),
        (
            "pathway: {activities: {screening: {steps: []}}}",
            "2: activity 'screening': there is no setting 'steps'; the settings are: ",
        ),
        (
            "pathway: {activities: {assessment: {steps: []}}}",
            "2: activity 'assessment': steps cannot be an empty list; write a list of at least one",
        ),
        (
            "pathway: {activities: {assessment: {steps: [{name: visit, share: 1}]}}}",
            "2: activity 'assessment', step 'visit': 'at' is missing (when it is planned, as a "
            "share of",
        ),
        (
            "pathway: {activities: {screening: {routes: {decision: most}}}}",
            "2: activity 'screening', route to 'decision' cannot be 'most'; write a number from "
            "0 to 1",
        ),
        (
            "pathway: {activities: {screening: {urgent: perhaps}}}",
            "2: activity 'screening': urgent cannot be 'perhaps'; write true or false",
        ),
        (
            "pathway: {activities: {screening: {by: managers}}}",
            "2: activity 'screening': by cannot be 'managers'; did you mean 'manager'?",
        ),
        (
            "pathway: {activities: {in-need plan: {length: {ends_at: visit}}}}",
            "2: activity 'in-need plan': length: 'ends_at' cannot stand beside 'bands'; keep "
            "one; 'bands: null' takes out what is inherited",
        ),
        (
            "pathway: {endings: {closed: {counts_as: closd}}}",
            "2: ending 'closed': counts_as cannot be 'closd'; did you mean 'closed'?",
        ),
        (
            "structure: {teams: {Acess: {own: [screening]}}}",
            "2: team 'Acess': there is no setting 'own'; did you mean 'owns'?",
        ),
        (
            "structure: {teams: {Chairs: []}}",
            "2: team 'Chairs' cannot be an empty list; write a map with owns, chairs, localities",
        ),
        (
            "structure: {teams: {Chairs: {chairs: [null]}}}",
            "2: team 'Chairs': chairs item 1 cannot be null; write a text, in quotes",
        ),
        ("horizon: {closures: [a: 1]}", "2: closure 1 cannot be a map; write a date that exists"),
        ("demand: {weekdays: {Monday: {}}}", "2: weekday 'Monday': 'value' is missing"),
        ("pathway: {section_47: null, closing_hours: [1]}", "2: closing_hours cannot be a list"),
        (
            "structure: {teams: {Front Dor: null}}",
            "2: team 'Front Dor' is null, but there is none to take out; did you mean 'Front "
            "Door'?",
        ),
        (
            "structure: {teams: {Chairs: {owns: [12]}}}",
            "2: team 'Chairs': owns item 1 cannot be 12; write a text, in quotes",
        ),
        (
            "structure: {teams: {Chairs: {localities: North}}}",
            "2: team 'Chairs': localities cannot be 'North'; write 'all', or a list such as "
            "[one, two]",
        ),
        (
            "structure: {teams: {Chairs: {posts: [{role: conference char, number: 1}]}}}",
            "2: team 'Chairs', post 'conference char': role cannot be 'conference char'; did you "
            "mean 'conference chair'?",
        ),
        (
            "structure: {teams: {Chairs: {posts: [{role: conference chair, number: 2.5}]}}}",
            "2: team 'Chairs', post 'conference chair': number cannot be 2.5; write a whole "
            "number from 0 to 10000",
        ),
        (
            "structure: {teams: {Chairs: {posts: [{role: conference chair, number: 2, fte: "
            "1.2}]}}}",
            "2: team 'Chairs', post 'conference chair': fte cannot be 1.2; write a number above "
            "0 and",
        ),
        (
            "structure: {teams: {Chairs: {posts: [{role: social worker, number: 2, cap: 0}]}}}",
            "2: team 'Chairs', post 'social worker': cap cannot be 0; write a number above 0",
        ),
        (
            "structure: {rules: {return_to_previous_worker: sometimes}}",
            "2: return_to_previous_worker cannot be 'sometimes'; write true or false",
        ),
        (
            "structure: {rules: {section_47_on_open_cases: own teams}}",
            "2: section_47_on_open_cases cannot be 'own teams'; did you mean 'own team'?",
        ),
        (
            "pathway: {activities: {assessment: {kind: duty}}}",
            "51: activity 'assessment': there is no setting 'steps'; the settings are: ",
        ),
    ],
)
def test_what_does_not_fit_is_shown_with_its_line_and_what_to_write(
    over: str, expected: str
) -> None:
    """The file extends the small scenario on line 1; what is wrong stands on line 2."""
    found = said(problems_over(over))
    assert any(text.startswith(expected) for text in found), found
    assert not any("Input" in text or "valid" in text for text in found), found


def test_what_cannot_be_read_hides_no_more_than_itself() -> None:
    over = "demand: {sibling_share: !!float x, effort_spread: -1}\nstructure:\nopen_cases: {x: 1}"
    assert [text[:20] for text in said(problems_over(over))] == [
        "2: 'x' cannot be rea",
        "2: effort_spread can",
        "3: 'structure' has n",
    ]


def test_every_problem_is_reported_at_once_in_the_order_of_lines() -> None:
    over = """
titel: Mine
title: a
title: b
demand:
  sibling_share: 2
structure:
  teams:
    Front Door: {own: []}
"""
    assert [problem.place.line for problem in problems_over(over)] == [3, 5, 7, 10]


def test_a_scenario_without_most_of_its_parts_is_told_all_of_them() -> None:
    found = said(problems("version: 1\ntitle: Mine"))
    parts = ("horizon", "demand", "pathway", "structure", "workforce", "handoffs", "open_cases")
    for part, text in zip((*parts, "margins"), found, strict=True):
        assert text.startswith(f"1: '{part}' is missing")
