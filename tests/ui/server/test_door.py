"""The door: names of the server as they are set, and cookies as they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit import config

from sim.ui.server.door import HostNameError, allowed_hosts, visitor

PART = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
NAME = st.lists(PART, min_size=1, max_size=4).map(".".join)


def hosts_of(given_: list[str]) -> list[str]:
    before = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", given_)
    try:
        return allowed_hosts()
    finally:
        config.set_option("server.allowedHosts", before)


@given(st.lists(NAME | NAME.map("*.{}".format), min_size=1, max_size=3))
def test_any_names_of_hosts_are_taken_as_they_stand(names: list[str]) -> None:
    assert hosts_of(names) == names


@given(NAME, st.sampled_from(['["{}"]', "'{}'", "https://{}", "{}:443", "{},other", "{}/", "*{}"]))
def test_what_only_holds_a_name_is_refused_with_the_form_it_should_have(
    name: str, form: str
) -> None:
    wrong = form.format(name)
    with pytest.raises(HostNameError, match="Give each name plain") as refused:
        hosts_of(["localhost", wrong])
    assert f"'{wrong}'" in str(refused.value)
    assert "'localhost'" not in str(refused.value)


@pytest.mark.parametrize("names", [[], [""], ["*"]])
def test_a_server_without_a_name_of_its_own_is_refused(names: list[str]) -> None:
    with pytest.raises(HostNameError, match="is no name of a host"):
        hosts_of(names)


@given(st.dictionaries(st.just("_streamlit_user"), st.text(st.characters(max_codepoint=255))))
def test_a_cookie_that_nobody_signed_names_nobody(cookies: dict[str, str]) -> None:
    assert visitor(cookies) == {}
