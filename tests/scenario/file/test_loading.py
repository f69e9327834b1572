"""Which files make a scenario, which are refused, and what a planner is told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.file.loading import load_scenario, load_scenario_text, scenario_warnings
from sim.scenario.file.reported import load_reported
from sim.scenario.file.shipped import NoScenarioFileError, scenario_file
from sim.scenario.file.source import LARGEST, MOST, locate, read_yaml
from sim.scenario.problems import MOST_FOUND, ScenarioError
from sim.scenario.words import nearest
from tests.mangled.copies import MANGLES, SHIPPED, copy
from tests.mangled.reading import outcome
from tests.scenario.files import FOLDER, SMALL, edited, problems, problems_over, said, small, write
from tests.work import calls_at_most

# What is read


def test_a_file_is_read_whole() -> None:
    scenario = load_scenario(FOLDER / "small.yaml")
    assert scenario.title == "Small"
    assert scenario.demand.contacts_per_month.high == 70
    assert list(scenario.structure.teams) == [
        "Front Door",
        "North Families",
        "South Families",
        "Chairs",
    ]


def test_an_upload_reads_as_a_file_would_with_windows_line_ends_and_a_byte_order_mark() -> None:
    upload = ("\ufeff" + SMALL.replace("\n", "\r\n")).encode()
    assert load_scenario_text(upload, "upload.yaml", FOLDER) == small()


def test_plain_words_are_text_as_in_yaml_1_2() -> None:
    """YAML 1.1 would read `no` and `on` as false and true."""
    over = "demand: {sources: {police: null, school: null, no: 0.5, on: 0.5}}\n"
    assert list(small(over).demand.sources) == ["no", "on"]


def test_a_value_may_be_marked_once_and_repeated() -> None:
    text = edited("North: 0.6, South: 0.4", "North: &half 0.5, South: *half")
    shares = load_scenario_text(text, "mine.yaml", FOLDER).demand.localities
    assert [share.value for share in shares.values()] == [0.5, 0.5]


# Files that cannot be extended

EXTENDS = "extends names one file in the same folder, such as 'baseline.yaml'"


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("smal.yaml", "there is no file 'smal.yaml' in the folder; did you mean 'small.yaml'?"),
        ("../plan/small.yaml", EXTENDS),
        ("/etc/passwd", EXTENDS),
        ("..", "'..' leads out of the folder; copy the file here and extend the copy"),
        ("[small.yaml]", EXTENDS),
        (
            '"small\\0.yaml"',
            r"a text with a character that cannot be seen or turns others round: "
            r"'\x00'; take it out",
        ),
        ("'C:small.yaml'", EXTENDS),
    ],
)
def test_only_a_file_in_the_folder_can_be_extended(extends: str, message: str) -> None:
    assert said(problems(f"version: 1\nextends: {extends}\n")) == [f"2: {message}"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    write(tmp_path, secret=SMALL)
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(ScenarioError, match="leads out of the folder"):
        load_scenario_text("extends: link.yaml", "mine.yaml", folder)


def test_a_loop_of_files_is_named(tmp_path: Path) -> None:
    write(tmp_path, a="extends: b.yaml", b="extends: c.yaml", c="title: C\nextends: b.yaml")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "a.yaml")
    message = "c.yaml:2:10: a loop: b.yaml extends c.yaml extends b.yaml; take out one 'extends'"
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("name", ["a\0.yaml", "\0", "a\0/small.yaml", "\ud800.yaml"])
def test_a_path_that_no_file_can_have_is_refused_in_words(name: str) -> None:
    for load in (load_scenario, scenario_warnings, load_reported):
        with pytest.raises(ScenarioError, match="no file can be called so or stand there"):
            load(FOLDER / name)
    with pytest.raises(ScenarioError, match="no folder can be called so"):
        load_scenario_text("extends: small.yaml", "mine.yaml", FOLDER / name)


def test_a_missing_file_is_named_with_the_nearest_there_is(tmp_path: Path) -> None:
    write(tmp_path, current=SMALL)
    with pytest.raises(ScenarioError, match=r"curent.yaml: there is no .*mean 'current.yaml'\?"):
        load_scenario(tmp_path / "curent.yaml")


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_files_of_either_ending_are_named(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"current.{ending}").write_text(SMALL)
    with pytest.raises(ScenarioError, match=rf"did you mean 'current.{ending}'\?"):
        load_scenario(tmp_path / "curent.yaml")
    with pytest.raises(ScenarioError, match=rf"did you mean 'current.{ending}'\?"):
        load_scenario_text("extends: curent.yaml", "mine.yaml", tmp_path)


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_a_scenario_of_either_ending_is_found_by_its_name(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("scenarios", f"ours.{ending}")
    file.parent.mkdir()
    file.write_text(SMALL)
    assert scenario_file("ours") == scenario_file(file.name) == file
    with pytest.raises(NoScenarioFileError, match=r"did you mean 'ours'\?"):
        scenario_file("our")


def test_a_folder_is_not_a_scenario(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be opened"):
        load_scenario(tmp_path)


def test_a_problem_in_a_base_file_is_shown_there(tmp_path: Path) -> None:
    write(
        tmp_path,
        base=edited("children_per_family: 1.5", "children_per_family: 0"),
        mine="extends: base.yaml\ntitle: ''",
    )
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "mine.yaml")
    first, second = caught.value.problems
    assert (first.place.file, first.place.line) == ("base.yaml", 16)
    assert first.message == "children_per_family cannot be 0; write a number above 0"
    assert (second.place.file, second.place.line) == ("mine.yaml", 2)


def test_a_base_that_is_not_yaml_does_not_hide_the_problems_of_the_file_itself(
    tmp_path: Path,
) -> None:
    write(tmp_path, base="title: 'open", mine="extends: base.yaml\ntitle: a\ntitle: b")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "mine.yaml")
    assert [problem.place.file for problem in caught.value.problems] == ["base.yaml", "mine.yaml"]


# What is not a scenario file at all


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "mine.yaml: is empty; begin with version, title and extends"),
        (b"# nothing but a remark\n", "mine.yaml: is empty"),
        (b"\xff\xfet\x00i\x00", "mine.yaml: is not text in UTF-8; save it as plain text, UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "mine.yaml: is not text in UTF-8"),
        (b"a: 1\nb: \x00", "mine.yaml:2:4: a character that is not text (code 0); take it out"),
        (b"- a\n- b", "mine.yaml:1:1: a scenario is a map of settings; begin with 'version: 1'"),
        (b"just words", "mine.yaml:1:1: a scenario is a map of settings"),
        (b"a: 1\n\tb: 2", "mine.yaml:2:1: a tab; indent with spaces"),
        (b"a: 1\n b: 2", "mine.yaml:2:3: a second ':' where none can be; indent this line like"),
        (b"a: b: c", "mine.yaml:1:5: a second ':' where none can be"),
        (b"a: 1\nb 2\nc: 3", "mine.yaml:2:1: no ': ' between a setting and its value; write 'name"),
        (b"a: 'open\nb: 1", "mine.yaml:1:4: the quote that opens here is not closed; close it"),
        (b"a: [1, 2\nb: 3", "mine.yaml:1:4: the list or map that opens here is not complete: it"),
        (b"- a\nb: 1", "mine.yaml:2:1: this line does not line up with those above; indent them"),
        (b"a: @x", "mine.yaml:1:4: a value cannot begin with this character; put it in quotes"),
        (b'a: "\\q"', "mine.yaml:1:6: '\\' means something in double quotes; use single quotes"),
        (b"a: *x", "mine.yaml:1:4: '*' repeats a marked value, and there is none; write the value"),
        (b"a: 1\n---\nb: 2", "mine.yaml:2:1: a second document begins here; keep one and take"),
        (b"a: }", "mine.yaml:1:4: this is not YAML (expected the node content, but found '}')"),
    ],
)
def test_what_is_not_a_scenario_file_is_refused_with_advice(content: bytes, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario_text(content, "mine.yaml", FOLDER)
    assert str(caught.value).startswith(message)


def test_the_line_is_shown_with_a_caret_under_the_column() -> None:
    [problem] = problems("a: 1\nlonger: b: c")
    assert str(problem).splitlines()[1:] == ["     2 | longer: b: c", "       |          ^"]


def test_a_setting_left_out_is_shown_where_what_it_belongs_to_stands() -> None:
    tree, _ = read_yaml(b"team:\n  hours: 3", "mine.yaml")
    assert locate(tree, ("team", "owns")).line == 1
    assert locate(tree, ("team", "hours", "value")).column == 10


def test_of_a_long_line_only_the_part_near_the_column_is_shown() -> None:
    _, shown, caret = str(problems(f"a: {'x' * 5000}: c")[0]).splitlines()
    assert len(shown) < 120
    assert shown[caret.index("^")] == ":"


@pytest.mark.parametrize(
    "content",
    [b"[" * 10_000_000, b"[" * 240_000, b"- " * 120_000, b"a: [\n" * 48_000],
    ids=["10 MB", "0.24 MB", "lists on a line", "lists on lines"],
)
def test_deep_nesting_is_refused_at_once(content: bytes) -> None:
    refused = pytest.raises(ScenarioError, match=r"larger than 250 kB|nested more than 20 deep")
    with refused, calls_at_most(5_000_000):
        load_scenario_text(content, "mine.yaml", FOLDER)


REPEATS_OF_REPEATS = "a: &a [x]\n" + "".join(
    f"{new}: &{new} [{', '.join(9 * [f'*{old}'])}]\n" for old, new in pairwise("abcdefgh")
)


@pytest.mark.parametrize(
    ("start", "item", "end"),
    [("a: [", "1,", "]"), ("", "?\n", ""), ("a: [", "&a 1,", "]"), ("a: [", "{},", "]")],
    ids=["values", "names", "marked", "maps"],
)
def test_a_file_with_too_many_values_is_read_no_further_than_the_first_of_them(
    start: str, item: str, end: str
) -> None:
    """What follows it is no YAML, and nobody comes to it."""
    [problem] = problems(start + item * MOST + "}" + end)
    assert problem.message.startswith("more than 15,000 names and values")


def test_no_more_problems_are_looked_for_than_anybody_would_read() -> None:
    cases = "".join(f"\n  plan {number}: 1" for number in range(1_000))
    found = problems_over(f"open_cases:{cases}")
    assert MOST_FOUND <= len(found) < 2 * MOST_FOUND
    assert str(ScenarioError(found)).endswith(f"and at least {len(found) - 50} more problems")


def test_an_unknown_name_is_answered_with_no_more_names_than_anybody_would_read() -> None:
    assert nearest("x", map(str, range(1_000)), "choose one of").endswith("98, 99, and 900 more")


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(ScenarioError, match=r"big.yaml: is larger than 250 kB"):
        load_scenario(tmp_path / "big.yaml")


@pytest.mark.parametrize(
    "text",
    [
        REPEATS_OF_REPEATS,
        "a: &a [*a]",
        "a: &a {b: *a, c: *a}",
    ],
    ids=["repeats of repeats", "a list in itself", "a map in itself"],
)
def test_repeats_that_would_not_end_are_refused_at_once(text: str) -> None:
    with calls_at_most(2_000_000):
        [problem] = problems(text)
    assert "'*'" in problem.message


def test_the_message_lists_no_more_problems_than_can_be_read() -> None:
    text = str(ScenarioError(problems(SMALL + "".join(f"x{n}: 1\n" for n in range(80)))))
    assert text.count("there is no setting") == 50
    assert text.endswith("and 30 more problems")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_mangled_is_a_scenario_before(name: str) -> None:
    assert load_scenario_text(SHIPPED[name], "mine.yaml", FOLDER.parent.parent / "scenarios")


@pytest.mark.parametrize("first", range(0, 240, 40))
def test_a_mangled_copy_is_a_scenario_or_a_list_of_problems_with_places(first: int) -> None:
    """`python -m tests.mangled` loads 10,000 of them, and tells how long the slowest takes."""
    faults = [outcome(copy(number)) for number in range(first, first + 40)]
    assert [(one.copy, one.fault) for one in faults if one.fault] == []


def test_the_mangled_copies_are_of_all_sorts_some_scenarios_among_them() -> None:
    copies = [copy(number) for number in range(120)]
    assert {each.mangled for each in copies} == set(MANGLES)
    assert {each.of for each in copies} == set(SHIPPED)
    found = {bool(outcome(each).problems) for each in copies if each.of == "current"}
    assert found == {True, False}


@given(st.data())
def test_a_file_with_any_passage_lost_or_changed_is_read_or_refused_in_words(
    data: st.DataObject,
) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    length = data.draw(st.integers(0, 60))
    text = SMALL[:start] + data.draw(st.text(max_size=6)) + SMALL[start + length :]
    for problem in problems(text):
        assert problem.message
        assert "Input" not in problem.message


# Warnings


def test_a_value_outside_its_evidence_is_a_warning_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, small=SMALL, mine="extends: small.yaml\ndemand: {contacts_per_month: 90}")
    [warning] = scenario_warnings(tmp_path / "mine.yaml")
    assert str(warning).startswith(
        "mine.yaml:2:30: contacts_per_month is 90, outside its evidence: 50-70"
    )


@pytest.mark.parametrize(
    ("bounds", "allowed"), [("low: 95, high: null", "from 95"), ("low: null", "up to 70")]
)
def test_evidence_may_have_one_bound_only(bounds: str, allowed: str, tmp_path: Path) -> None:
    over = f"demand: {{contacts_per_month: {{value: 90, {bounds}}}}}"
    write(tmp_path, small=SMALL, mine=f"extends: small.yaml\n{over}")
    [warning] = scenario_warnings(tmp_path / "mine.yaml")
    assert warning.message == f"contacts_per_month is 90, outside its evidence: {allowed}"


def test_an_activity_that_nobody_comes_to_is_a_warning(tmp_path: Path) -> None:
    over = "pathway: {activities: {decision: {routes: {assessment: null, not accepted: 1}}}}"
    write(tmp_path, small=SMALL, mine=f"extends: small.yaml\n{over}")
    [warning] = scenario_warnings(tmp_path / "mine.yaml")
    assert warning.message == "activity 'assessment': no route leads to it"
    assert warning.place.file == "small.yaml"


def test_the_shipped_scenarios_load_without_warnings() -> None:
    shipped = FOLDER.parent.parent / "scenarios"
    names = {file.stem for file in shipped.glob("*.yaml")} - {"baseline"}
    files = {name for name in names if not name.startswith("reported")}
    assert len(files) == 6
    for name in files:
        assert scenario_warnings(shipped / f"{name}.yaml") == []
