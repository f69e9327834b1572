"""What a planner is told about work that no team owns or two do, and posts that cannot be."""

from __future__ import annotations

import pytest

from tests.scenario.files import assert_said

TEAMS = [
    (
        "Chairs: {owns: [screenin]}",
        "2: team 'Chairs': owns item 1: 'screenin' is no activity; did you mean 'screening'?",
    ),
    (
        "Chairs: {chairs: [conference, protection plans]}",
        "2: team 'Chairs': chairs item 2: 'protection plans' is no activity; did you mean",
    ),
    (
        "Chairs: {localities: [North, Suoth]}",
        "2: team 'Chairs', locality 2: 'Suoth' is no locality; did you mean 'South'?",
    ),
    (
        "South Families: null",
        "2: no team owns activities 'in-need plan' and 'protection plan' in 'South'; add it to the",
    ),
    (
        "Front Door: {owns: [screening, decision, assessment, strategy discussion, enquiry]}",
        "2: no team owns activity 'conference'; add it to the 'owns' of one team",
    ),
    (
        "South Families: {localities: all}",
        "129: activity 'in-need plan': 'North Families' and 'South Families' each own it in",
    ),
    (
        "South Families: {chairs: [conference]}",
        "136: activity 'conference': 'South Families' and 'Chairs' each chair it in 'South'; keep",
    ),
    ("Chairs: null", "2: no team chairs activities 'conference' and 'protection plan'; add it to"),
    (
        "Chairs: {localities: [North]}",
        "2: no team chairs activities 'conference' and 'protection plan' in 'South'; add it to",
    ),
    (
        "Chairs: {posts: [{role: social worker, number: 2}]}",
        "2: team 'Chairs', post 'social worker': has no cap; add 'cap: 20', the weighted children",
    ),
    (
        "Front Door: {on_duty: 9}",
        "2: team 'Front Door': on_duty is 9, and it has 8 posts of social workers; write 8 or less",
    ),
    (
        "Chairs: {on_duty: 1}",
        "2: team 'Chairs': on_duty is 1, and it has 0 posts of social workers; take it out",
    ),
    (
        "Chairs: {posts: [{role: team manager, number: 1, vacant: 1, agency: 1}]}",
        "2: team 'Chairs', post 'team manager': 1 vacant, 1 agency and 0 newly qualified are 2",
    ),
]


@pytest.mark.parametrize(
    ("over", "expected"), [(f"structure: {{teams: {{{part}}}}}", text) for part, text in TEAMS]
)
def test_gaps_and_overlaps_between_teams_are_shown_with_their_lines_and_what_to_do(
    over: str, expected: str
) -> None:
    assert_said(over, expected)
