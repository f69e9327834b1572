"""Sign-in: asked for where it is set up, and nowhere else."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.testing.v1 import AppTest

from sim.ui.server import sign_in
from tests.ui.conftest import ANSWERED, APP, PATIENCE, said

pytestmark = pytest.mark.usefixtures("kept")
SECRETS: dict[str, object] = {"auth": {"client_id": "x"}}


@pytest.fixture(autouse=True)
def nobody_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "_ENDED", {})


def ada(ago: float = 0) -> dict[str, object]:
    """What the provider says of Ada, who signed in so many seconds ago."""
    at = int(time.time() - ago)
    return {"is_logged_in": True, "sub": "ada", "email": "ada@council.example", "iat": at}


def app_with(user: dict[str, object], secrets: dict[str, object]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    for name, value in secrets.items():
        app.secrets[name] = value
    app.user = user
    return app.run()


def test_without_a_set_up_nobody_is_asked() -> None:
    app = app_with({}, {})
    assert ANSWERED in said(app)


def test_who_has_not_signed_in_sees_a_button_and_no_result() -> None:
    app = app_with({"is_logged_in": False}, SECRETS)
    assert [button.label for button in app.button] == ["Sign in"]
    assert ANSWERED not in said(app)


def test_who_follows_a_link_is_told_to_open_it_again() -> None:
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    app.secrets["auth"] = SECRETS["auth"]
    app.user = {"is_logged_in": False}
    assert "open your link again" not in said(app.run())
    app.query_params["run"] = "0123456789ab"
    assert "open your link again" in said(app.run())


def test_who_has_signed_in_sees_the_answer_and_a_way_out() -> None:
    app = app_with(ada(), SECRETS)
    assert not app.exception
    assert ANSWERED in said(app)
    assert "Signed in as ada:color[@]council.example" in said(app)
    assert "Sign out" in [button.label for button in app.button]


def sees_nothing(app: AppTest) -> bool:
    assert not app.exception
    return [button.label for button in app.button] == ["Sign in"] and (ANSWERED not in said(app))


def test_a_sign_in_ends_after_a_working_day_and_with_its_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in, "_BEGAN", 0)
    assert not sees_nothing(app_with(ada(ago=sign_in.LASTS - 300), SECRETS))
    assert sees_nothing(app_with(ada(ago=sign_in.LASTS + 1), SECRETS))
    monkeypatch.setattr(sign_in, "_BEGAN", time.time())
    assert sees_nothing(app_with(ada(ago=sign_in.LASTS - 300), SECRETS))


@pytest.mark.parametrize("at", [None, "2026", "", {}])
def test_a_sign_in_without_its_time_is_none(at: object) -> None:
    assert sees_nothing(app_with({**ada(), "iat": at}, SECRETS))


def test_signing_out_ends_what_was_signed_in_before_and_nobody_elses() -> None:
    # One moment for all: the pages themselves take time.
    first, second, third, fourth = (ada(ago) for ago in (20, 10, 3, 0))
    tab, older, app = (app_with(user, SECRETS) for user in (third, first, second))
    next(button for button in app.button if button.label == "Sign out").click().run()
    assert sees_nothing(older.run())
    assert not sees_nothing(tab.run())
    assert not sees_nothing(app_with({**second, "sub": "grace"}, SECRETS))
    next(button for button in tab.button if button.label == "Sign out").click().run()
    assert sees_nothing(tab.run())
    assert not sees_nothing(app_with(fourth, SECRETS))


@pytest.fixture
def option() -> Iterator[Callable[[str, object], None]]:
    """Sets an option of the server for a test."""
    before: dict[str, object] = {}

    def set_(name: str, value: object) -> None:
        before[name] = config.get_option(name)
        config.set_option(name, value)
        secrets_singleton._reset()

    yield set_
    for name, value in before.items():
        set_(name, value)


def test_secrets_that_cannot_be_read_let_nobody_in(
    option: Callable[[str, object], None], tmp_path: Path
) -> None:
    (tmp_path / "secrets.toml").write_text("[auth]\nclient_id = not quoted\n")
    option("secrets.files", [str(tmp_path / "secrets.toml")])
    app = app_with({}, {})
    assert not app.exception
    assert "secrets of this server cannot be read" in said(app)
    assert ANSWERED not in said(app)


@pytest.mark.parametrize("address", [None, "0.0.0.0"])  # noqa: S104  what is refused
def test_without_a_set_up_the_app_shows_nothing_to_other_machines(
    option: Callable[[str, object], None], address: str | None
) -> None:
    option("server.address", address)
    app = app_with({}, {})
    assert "answers on this machine alone" in said(app)
    assert ANSWERED not in said(app)
    assert ANSWERED in said(app_with(ada(), SECRETS))
