"""What a name or a value of a file is read as, and which are refused with what to write."""

from __future__ import annotations

import json
import math
import re
import string
import warnings
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario.file.source import Scalar, plain, read_yaml
from sim.scenario.problems import ScenarioError
from tests.scenario.files import problems, problems_over, said, small


def read(text: str) -> tuple[object, list[str]]:
    """What a text is read as where a value may stand, and what is said of it."""
    tree, found = read_yaml(f"a: {text}".encode(), "mine.yaml")
    node = tree.entries["a"].node
    assert isinstance(node, Scalar)
    return node.value, [problem.message for problem in found]


# Numbers


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("8_2_5", "825"),
        ("1_0.5", "10.5"),
        ("010", "10"),
        ("00.5", "0.5"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("0b11", "3"),
        ("!!int '1_0'", "10"),
    ],
)
def test_a_number_that_some_would_read_otherwise_is_refused_and_said(
    text: str, as_read: str
) -> None:
    [message] = read(text)[1]
    assert f"would be read as {as_read}; write that, or quotes round a text" in message


@pytest.mark.parametrize("text", [".inf", "-.INF", ".nan", "!!int 1.5", "!!float x"])
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    assert read(text)[1][0].endswith("cannot be read; write a number such as 0.25")


@pytest.mark.parametrize("text", ["9" * 309, "9" * 5_000, "1e400", f"-{'9' * 400}", "9e999"])
def test_a_number_beyond_all_counting_is_refused(text: str) -> None:
    [message] = read(text)[1]
    assert message.endswith("is larger than any number here; write a smaller one")
    assert len(message) < 100


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
@example(1e-5)
@example(1e22)
@example(10**308)
def test_any_number_as_python_or_json_writes_it_is_read_as_that(number: float) -> None:
    assert read(json.dumps(number)) == (number, [])


@given(st.text(string.digits + "+-._eExob: ", min_size=1, max_size=8).map(str.strip))
def test_a_text_is_read_as_the_number_a_person_sees_or_as_no_number_at_all(text: str) -> None:
    try:
        value, found = read(text)
    except (ScenarioError, AssertionError, KeyError):
        return  # no single value
    if type(value) in (int, float) and not found:
        assert math.isclose(Decimal(text), Decimal(str(value)), abs_tol=1e-300)
        assert not text.lstrip("+-").startswith(tuple(f"0{digit}" for digit in string.digits))
        assert "_" not in text


@pytest.mark.parametrize("text", ["12:30", "190:20:30", "yes", "no", "on", "2013-04-01", "1e5_0"])
def test_what_older_yaml_takes_for_numbers_and_switches_is_text(text: str) -> None:
    assert read(text) == (text, [])


def test_older_yaml_cannot_be_asked_for() -> None:
    [problem] = problems("# mine\n%YAML 1.1\n---\na: yes\n")
    assert problem.place.line == 2
    assert problem.message == "a scenario is read as YAML 1.2 alone; take out this line"
    assert plain(read_yaml(b"%YAML 1.2\n---\na: yes", "mine.yaml")[0]) == {"a": "yes"}


@pytest.mark.parametrize("text", ["!!bool yes", "!!null x"])
def test_a_tag_makes_no_switch_of_a_word(text: str) -> None:
    assert "cannot be read; take out the tag" in read(text)[1][0]


@pytest.mark.parametrize("given", ["yes", "'true'", "1", "0.0"])
def test_a_switch_is_true_or_false_and_nothing_else(given: str) -> None:
    over = f"structure: {{rules: {{return_to_previous_worker: {given}}}}}"
    [message] = said(problems_over(over))
    assert message.startswith("2: return_to_previous_worker cannot be ")
    assert message.endswith("write true or false")


# Texts and names


@pytest.mark.parametrize(
    "character",
    ["\\e", "\\0", "\\r", "\\x9b", "\\u202e", "\\u2066", "\\u200b", "\\u2028", "\\ufeff"],
)
def test_what_steers_a_terminal_or_turns_or_hides_a_text_is_refused_and_shown(
    character: str,
) -> None:
    for text in (f'title: "a{character}[2J"', f'"a{character}b": 1', f'? "{character}"\n: 1'):
        for problem in problems_over(text):
            assert problem.place.line == 2
            assert str(problem).replace("\n", "").isprintable()
        assert "cannot be seen" in problems_over(text)[0].message or "blank" in str(
            problems_over(text)[0]
        )


@pytest.mark.parametrize(
    "text", ["!%1B%5B2J x", "!\u202e x", "*\u202e", "\u202e]", "!<tag:\u2066> x", "@\u202e"]
)
def test_no_message_repeats_what_cannot_be_seen(text: str) -> None:
    problem, *_ = problems(f"a: [{text}")
    assert str(problem).replace("\n", "").isprintable()


def test_a_name_of_a_file_is_shown_so_too() -> None:
    with pytest.raises(ScenarioError) as caught:
        read_yaml(b"", "a\x1b[2J.yaml")
    assert str(caught.value).startswith(r"a\x1b[2J.yaml: is empty")


def test_a_text_of_several_lines_and_scripts_stays_as_it_is() -> None:
    text = (
        "One\n\ttwo: é, e\u0301, \u0645\u06cc\u200c\u062e\u0648, \U0001f469\u200d\U0001f467, \u00a0"
    )
    assert small(f"description: {json.dumps(text, ensure_ascii=False)}").description == text


def test_a_mark_used_twice_is_no_business_of_stderr() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree, found = read_yaml(b"a: &x 1\nb: &x 2\nc: *x", "mine.yaml")
    assert plain(tree) == {"a": 1, "b": 2, "c": 2}
    assert not found


@pytest.mark.parametrize(
    "blank", ["''", "' '", '"\\t"', '"\\u00a0"', '"\\u2800"', '"\\ufe0f\\u3164"']
)
def test_a_blank_name_is_refused(blank: str) -> None:
    found = said(problems_over(f"demand: {{localities: {{{blank}: 0}}}}"))
    assert found == ["2: a blank name; write one that can be seen"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northgate", "northgate"),
        ("Northgate", "NORTHGATE"),
        ("North Gate", "North  Gate"),
        ("Saint-André", "Saint-Andre\u0301"),
        ("Straße", "STRASSE"),
        ("North 2", "North ²"),
        ("Eastgate", "\u0415astgate"),
        ("OXON", "\u039f\u03a7\u039f\u039d"),
    ],
)
def test_names_that_look_alike_are_refused_with_both_places(one: str, other: str) -> None:
    over = f"demand:\n  localities:\n    {one}: 0\n    {other}: 0\n"
    where = f"5: '{other}' looks like '{one}' in line 4 of mine.yaml"
    assert f"{where}; keep one, or give one another name" in said(problems_over(over))


def test_so_are_those_of_a_file_and_of_what_it_extends() -> None:
    found = said(problems_over("demand: {localities: {north: 0.6}}"))
    assert any(
        re.match(r"2: 'north' looks like 'North' in line \d+ of small.yaml", text) for text in found
    )


@pytest.mark.parametrize("name", ["'East '", "' East'", '"Ea\\u00adst"', '"East\\ufe0f"'])
def test_a_name_is_what_is_seen_of_it(name: str) -> None:
    [message] = said(problems_over(f"demand: {{localities: {{{name}: 0}}}}"))
    assert message.startswith("2: a name with a ")
    assert message.endswith("take it out")


def test_a_name_asked_for_in_another_coding_is_told_apart() -> None:
    served = "structure: {teams: {Chairs: {localities: [Andre\u0301]}}}"
    over = f"demand: {{localities: {{André: 0}}}}\n{served}"
    messages = [text for text in said(problems_over(over)) if "is no locality" in text]
    assert messages[0].endswith("did you mean 'André'? It only looks the same; copy it")
