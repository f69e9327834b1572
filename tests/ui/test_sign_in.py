"""Sign-in: asked for where it is set up, and nowhere else."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import APP, said

pytestmark = pytest.mark.usefixtures("kept")
SECRETS: dict[str, object] = {"auth": {"client_id": "x"}}


def app_with(user: dict[str, object], secrets: dict[str, object]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in secrets.items():
        app.secrets[name] = value
    app.user = user
    return app.run()


def test_without_a_set_up_nobody_is_asked() -> None:
    app = app_with({}, {})
    assert "primary outcomes" in said(app)


def test_who_has_not_signed_in_sees_a_button_and_no_result() -> None:
    app = app_with({"is_logged_in": False}, SECRETS)
    assert [button.label for button in app.button] == ["Sign in"]
    assert "primary outcomes" not in said(app)


def test_who_has_signed_in_sees_the_answer_and_a_way_out() -> None:
    app = app_with({"is_logged_in": True, "email": "ada@council.example"}, SECRETS)
    assert not app.exception
    assert "primary outcomes" in said(app)
    assert "ada@council.example" in said(app)
    assert "Sign out" in [button.label for button in app.button]
