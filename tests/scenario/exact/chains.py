"""What a solved chain says of an activity and of the endings, summed over its states."""

from collections import defaultdict

from sim.scenario.exact.chain import Chain


def visits_of(chain: Chain, activity: str, locality: str = "", team: str = "") -> float:
    """Expected visits of one contact to an activity, anywhere or in one locality or team."""
    return sum(
        visits
        for state, visits in chain.visits.items()
        if state.activity == activity
        and locality in {"", state.locality}
        and team in {"", state.team}
    )


def endings_of(chain: Chain) -> dict[str, float]:
    """Chance of each ending for one contact."""
    chances: defaultdict[str, float] = defaultdict(float)
    for passage in chain.passages:
        if passage.target is None:
            chances[passage.ending] += passage.per_contact
    return chances
