"""Sets are moved within the space alone, however many are tried outside it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiment.matching import candidates
from sim.experiment.matching.space import Values
from sim.experiment.matching.targets import Array
from tests.experiment.matching.toy import Toy


@pytest.mark.parametrize("sets", [4, 50])
def test_the_chance_is_asked_of_sets_in_the_space_alone(
    sets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of four sets moved two at once it is common that both are tried outside.
    monkeypatch.setattr(candidates, "SETS", sets)

    def log_chance(values: Values) -> Array:
        assert len(values) > 0, "an emulator cannot judge none"
        assert Toy.space.holds(values).all()
        return np.asarray(-((values[:, 0] - 100) ** 2) / 50)

    drawn = candidates.draw(Toy.space, log_chance, 0.5, np.random.default_rng(1))
    assert drawn.values.shape == (sets, len(Toy.space.names))
    np.testing.assert_array_equal(drawn.log_chance, log_chance(drawn.values))
