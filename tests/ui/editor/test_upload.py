"""Uploads: checked by the loader's rules, written nowhere, and the same when unchanged."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.store.run_store import RunStore
from tests.ui.conftest import PROPOSED, SMALL, Open, said

pytestmark = pytest.mark.usefixtures("kept")


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].upload(name, content)
    return app.run()


def content_of(app: AppTest) -> str:
    return next(c.value for c in app.caption if str(c.value).startswith("Content "))


def test_a_plan_that_was_downloaded_and_uploaded_has_the_same_hash(opened: Open) -> None:
    app = opened("plan")
    before = content_of(app)
    app = upload(app, "mine.yaml", PROPOSED.encode())
    assert not app.exception
    assert content_of(app) == before
    assert app.session_state["draft"]["original"] == PROPOSED


def test_a_plan_from_windows_is_read(opened: Open) -> None:
    text = PROPOSED.replace("title: Bigger", "title: Älter").replace("\n", "\r\n")
    app = upload(opened("plan"), "mine.yaml", b"\xef\xbb\xbf" + text.encode())
    assert app.text_area[0].value == "Älter"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02", "not text"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"version: 1\nextends: ../../etc/passwd\n", "same folder"),
        (b"version: 1\nextends: /etc/passwd\n", "same folder"),
        (b"version: 1\nextends: nothing.yaml\n", "there is no file"),
        (b"version: 1\ntitle: !!python/name:os.system ls\n", "means nothing here"),
        (b"a: &a [*a]\n", "holds itself"),
        (SMALL.replace("number: 8", "number: many").encode(), "whole number"),
        (b"[" * 5000, "nested"),
        (PROPOSED.replace("Bigger", '"a\\ud800b"').encode(), "half a character"),
        (PROPOSED.replace("South Families", '"a\\udfffb"').encode(), "half a character"),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(opened: Open, content: bytes, message: str) -> None:
    app = upload(opened("plan"), "bad.yaml", content)
    assert not app.exception
    told = "\n".join([said(app), *(code.value for code in app.code)])
    assert message in told
    assert app.session_state["draft"]["start"] == "proposed"


def test_a_file_that_is_too_large_is_refused(opened: Open) -> None:
    app = upload(opened("plan"), "large.yaml", b"# " + b"x" * 1_000_001)
    assert "larger than 250 kB" in said(app)


def test_an_upload_is_written_nowhere_until_it_is_saved(opened: Open) -> None:
    before = RunStore().files.list()
    app = upload(opened("plan"), "../../evil.yaml", PROPOSED.encode())
    assert RunStore().files.list() == before
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    (written,) = set(RunStore().files.list()) - set(before)
    assert written.startswith("plans/")
    assert "evil" not in written


def test_no_name_in_a_plan_becomes_a_picture_from_elsewhere(opened: Open) -> None:
    picture = "![x](//elsewhere.example/x.png)"
    text = SMALL
    for name in ("South Families", "South", "protection plan"):
        text = re.sub(rf"{name}\b(?! Families)", f'"{name} {picture}"', text)
    app = upload(opened("plan"), "mine.yaml", text.encode())
    assert any(picture in team for team in app.session_state["draft"]["original"].split("\n"))
    for theme in ("Posts", "Demand", "Work"):
        app.segmented_control(key="theme").set_value(theme)
        app.run()
        assert not app.exception
        shown = [said(app)]
        for field in (*app.multiselect, *app.number_input, *app.selectbox):
            shown += [field.label, field.help or ""]
        assert picture not in "\n".join(shown)


def test_a_name_with_marks_is_shown_as_it_stands(opened: Open) -> None:
    text = PROPOSED.replace("title: Bigger", 'title: "<b>*x*</b> :red[y] $z$"')
    app = upload(opened("plan"), "mine.yaml", text.encode())
    assert not app.exception
    assert app.text_area[0].value == "<b>*x*</b> :red[y] $z$"


def test_a_name_with_odd_spaces_is_no_change(opened: Open) -> None:
    text = PROPOSED.replace("title: Bigger", 'title: " two  spaces\\nand lines "')
    app = upload(opened("plan"), "mine.yaml", text.encode())
    assert app.session_state["draft"]["changes"] == {}
