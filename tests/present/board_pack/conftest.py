"""One made-up comparison of the shipped scenarios, and its three documents."""

import pytest

from sim.present.board_pack.deck import slides
from sim.present.board_pack.material import Material
from sim.present.board_pack.note import note
from sim.present.board_pack.workbook import workbook
from sim.scenario.scenario import Scenario
from tests.present.board_pack import made


@pytest.fixture(scope="session")
def material(current: Scenario, proposed: Scenario) -> Material:
    return made.told(current, proposed)


@pytest.fixture(scope="session")
def deck(material: Material) -> bytes:
    return slides(material)


@pytest.fixture(scope="session")
def book(material: Material) -> bytes:
    return workbook(material)


@pytest.fixture(scope="session")
def letter(material: Material) -> bytes:
    return note(material)
