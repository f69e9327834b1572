"""Options as JSON."""

from __future__ import annotations

from sim.experiment.experiment import Experiment
from sim.experiment.studies.options import Options, Standing
from sim.present.json.results import Json, chance, fields, judged, record, runs
from sim.present.words import answer, options
from sim.present.words.small_counts import changes


def compared(found: Options, experiment: Experiment) -> Json:
    """Several plans against one base.

    Keys: `finding`, `sentences`, `rests_on` and `draft` in words; `basis`, `worlds`, `pairs` and
    `confidence` as in a comparison; `plans`, the base first, each with `letter`, `title`, `hash`,
    `cost` (of a year of its posts: `value`, `low`, `high` in pounds; null where the base gives no
    prices) and `dominated_by` (letters); `options`, each with `letter`, `within` (how probable it
    is that it keeps all its guardrails at once, as the chances of a comparison), `dearer` (pounds a
    year more than the base), `headline`, `inputs` (what differs from the base) and `judged`, as in
    a comparison of the base with it; `standings`, for each primary outcome `measure`, `said`,
    `named` (the letter of the plan that is named best, or null), `leading` (letters of the plan
    that leads and of those it cannot be told apart from) and, by letter, `best` and
    `best_and_within`.
    """
    return record(
        "options",
        runs=runs(experiment),
        finding=options.finding(found),
        sentences=options.sentences(found),
        rests_on=answer.basis(found.first),
        draft=answer.draft(found.first),
        **fields(found.first, "basis", "worlds", "pairs", "confidence"),
        plans=[
            {
                "letter": options.LETTERS[place],
                "title": scenario.title,
                "hash": scenario.content_hash,
                "cost": found.costs[place] if found.costs else None,
                "dominated_by": [options.LETTERS[by] for by in found.dominating(place)],
            }
            for place, scenario in enumerate(found.scenarios)
        ],
        options=[
            {
                "letter": options.LETTERS[place],
                "within": chance(option.within),
                "dearer": option.dearer,
                "headline": answer.headline(option.comparison),
                "inputs": changes(found.base, option.scenario),
                "judged": [judged(each) for each in option.comparison.judged],
            }
            for place, option in enumerate(found.options, start=1)
        ],
        standings=[_standing(each, found) for each in found.standings],
    )


def _standing(of: Standing, found: Options) -> Json:
    letters = options.LETTERS
    return {
        "measure": of.measure,
        "said": options.standing(of, found),
        "named": None if of.named is None else letters[of.named],
        "leading": [letters[place] for place in of.leading],
        "best": dict(zip(letters, map(chance, of.best), strict=False)),
        "best_and_within": dict(zip(letters, map(chance, of.best_and_within), strict=False)),
    }
