"""The store that the pages of one server share."""

from __future__ import annotations

import logging

import streamlit as st

from sim.experiment.store.run_store import RunStore, default_location

_LOG = logging.getLogger(__name__)


def run_store() -> RunStore:
    """The store: where `LOCALITY_STORE` says, or in the folder the app was started from."""
    return _store(default_location())


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(location: str) -> RunStore:
    return RunStore(location, warn=_LOG.warning)
