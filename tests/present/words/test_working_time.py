"""Where the hours go is said with every part, and without a division by nothing."""

from __future__ import annotations

from sim.present.words import working_time
from sim.scenario.exact.working_time import WorkingYear

YEAR = WorkingYear(
    sickness=60, leave=180, training=60, supervision=20, audit=5, other=675, cases=1000, forms=700
)


def test_the_parts_are_the_whole_year_and_forms_a_part_of_the_last() -> None:
    *parts, cases, forms = working_time.rows(YEAR)
    assert sum(hours for _, hours, _ in [*parts, cases]) == YEAR.hours == 2000
    assert sum(share for _, _, share in [*parts, cases]) == 100
    assert cases == ("cases", 1000, 50)
    assert forms == ("of these, forms and recording", 700, 35)


def test_each_part_of_the_record_has_words() -> None:
    assert len(working_time.rows(YEAR)) == len(vars(YEAR))


def test_the_sentence_says_what_is_left_for_cases_and_what_forms_take_of_it() -> None:
    assert working_time.sentence(YEAR) == (
        "Of 2,000 hours of a full-time social worker a year 1,000 (50%) are for cases; forms and "
        "recording take 700 of them (70%)."
    )
