"""STRESS-DES: the reporting items of Monks et al. (2019), filled in from the scenarios and the run.

Monks, T. et al. (2019) Strengthening the reporting of empirical simulation studies: introducing the
STRESS guidelines. Journal of Simulation 13(1), 55-67.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment, same_families
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.present.assurance.pathway_diagram import picture, routes
from sim.present.assurance.versions import engine, time_taken
from sim.present.foreign.markdown import Marked, bullets, code, document, section, table, text
from sim.present.words import answer
from sim.present.words.numbers import counted, day, percent, stated
from sim.present.words.small_counts import changes, opened
from sim.present.words.words import period
from sim.scenario.estimate import Estimate, Record
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Post, Structure, Team
from sim.scenario.words import listed

Items = dict[str, list[str]]
"""Reporting items by their titles, each with its paragraphs."""

_DATA: Items = {
    "3.1 Data sources": ["`data-log.md` lists each source and what rests on it."],
    "3.2 Pre-processing": [
        "None in the program: numbers derived from sources carry the sum in their source, and "
        "`docs/evidence.md` shows it.",
    ],
    "3.3 Input parameters": ["`assumptions.md` lists every number with its range."],
    "3.4 Assumptions": [
        "`assumptions.md` rates each by its evidence and says what it decides; "
        "`what-would-change-it.md` has the answer under other values, rules, owners and posts; "
        "`limits.md` says what the model leaves out.",
    ],
}
_CODE_ACCESS: Items = {
    "6.1 Computer model sharing statement": [
        "MIT licence; the source comes with the shipped scenarios. `versions.md` has the commands "
        "that make this pack."
    ],
}


def stress_des(experiment: Experiment, found: Comparison) -> str:
    """The page of reporting items, none of them left open."""
    a, b = experiment.scenarios
    return document(
        "STRESS-DES reporting items",
        "Strengthening the Reporting of Empirical Simulation Studies, discrete-event simulation "
        "(Monks et al. 2019).",
        _section("1 Objectives", _objectives(a, b)),
        _section("2 Logic", _logic(a, b)),
        _section("3 Data", _DATA),
        _section("4 Experimentation", _experimentation(experiment, found)),
        _section("5 Implementation", _implementation(experiment)),
        _section("6 Code access", _CODE_ACCESS),
    )


def _objectives(a: Scenario, b: Scenario) -> Items:
    return {
        "1.1 Purpose of the model": [
            "To show what changes for families and workers when the same contacts go through "
            f"another team structure: B, {text(b.title)}, against A, {text(a.title)}.",
            *(
                f"{side}: {text(said)}"
                for side, each in (("A", a), ("B", b))
                if (said := each.description.strip())
            ),
        ],
        "1.2 Model outputs": [
            f"{len(CATALOGUE)} measures of timeliness, caseload, transfers and flow. Named before "
            f"any run as the {len(PRIMARY)} primary outcomes, and as the {len(GUARDRAILS)} "
            "guardrails that may not get worse:",
            bullets(
                f"{CATALOGUE[key].title} ({CATALOGUE[key].unit}, {CATALOGUE[key].better} is "
                f"better): {CATALOGUE[key].text}"
                for key in JUDGED
            ),
            "Each is worked out per replication over the measured window, never over pooled cases.",
        ],
        "1.3 Experimentation aims": [
            "To judge primary outcomes and guardrails of B against A by margins agreed before any "
            "run:",
            bullets(f"{CATALOGUE[key].title}: {stated(a.margins.estimate(key))}" for key in JUDGED),
        ],
    }


def _logic(a: Scenario, b: Scenario) -> Items:
    return {
        "2.1 Base model overview diagram": [picture(a)],
        "2.2 Base model logic": [
            f"A contact arrives at {code(a.pathway.starts_at)}; from "
            f"{code(a.pathway.referral_at)} on it is a referral. Each activity has one owning "
            "team in each locality; responsibility passes when the next activity's owner is "
            "another team. Who owns what in A, and with which chances families go on:",
            routes(a),
        ],
        "2.3 Scenario logic": [
            "The same model with other inputs. What B changes in A:",
            bullets(change.sentence for change in changes(a, b)),
            "B as a whole:",
            picture(b),
            routes(b),
        ],
        "2.4 Algorithms": [
            "Families without a worker wait in order: urgent first, then longest waiting; the "
            "worker with most room takes the next who fits under the cap. A worker does one piece "
            "of work at a time, urgent first, then earliest due, within the hours of the day.",
            "The rules that a structure sets:",
            _choices("Rule", a.structure.rules, b.structure.rules),
            "What it takes to pass a family on:",
            _choices("Setting", a.handoffs, b.handoffs),
        ],
        "2.5.1 Entities": [
            "Families, each of one or more children: "
            f"{a.demand.children_per_family.value:g} on average in A, "
            f"{b.demand.children_per_family.value:g} in B. Measures count children. "
            f"Localities: {_names(a.demand.localities)}. Needs: {_names(a.demand.needs)}.",
        ],
        "2.5.2 Activities": [f"A: {text(_activities(a))}.", f"B: {text(_activities(b))}."],
        "2.5.3 Resources": [
            "Posts, by team. Leave, training and sickness close a worker's diary; leavers are "
            "replaced after months.",
            *_resources("A", a.structure),
            *_resources("B", b.structure),
        ],
        "2.5.4 Queues": [
            "Each team has a tray of duty work and a list of families who await a worker; each "
            "worker a diary. All are ordered as 2.4 says, and none has a limit.",
        ],
        "2.5.5 Entry and exit points": [
            f"Entry: contacts at {code(a.pathway.starts_at)}, "
            f"{text(stated(a.demand.contacts_per_month))} in A and "
            f"{b.demand.contacts_per_month.value:g} in B, returning families included; and the "
            f"cases open at the start. Exits: {_names(a.pathway.endings)}.",
        ],
    }


def _experimentation(experiment: Experiment, found: Comparison) -> Items:
    a, b = experiment.scenarios
    paired = (
        "the same families with the same luck in both"
        if same_families(a, b)
        else "the same numbers; demand, open cases or dates differ, so not the same families"
    )
    return {
        "4.1 Initialisation": [
            f"A {_start(a)}.",
            f"B {_start(b)}.",
            "`laws.md` shows whether the start still tells in what is counted.",
        ],
        "4.2 Run length": [f"A: {period(a)}.", f"B: {period(b)}."],
        "4.3 Estimation approach": [
            f"{counted(found.pairs, 'pair')} of replications, {paired}. {answer.basis(found)} "
            f"Differences are paired; an interval of {percent(found.confidence)} stands alone. A "
            "gain or a loss counts beyond its margin only, with its probability over worlds in "
            "the words of the yardstick of UK government analysts; `worlds.md` tells chance and "
            "doubt apart.",
        ],
    }


def _implementation(experiment: Experiment) -> Items:
    return {
        "5.1 Software": [
            f"Locality {engine()}; SimPy for events, a generator per family; `versions.md` lists "
            "all packages.",
        ],
        "5.2 Random sampling": [
            f"Seed {experiment.seed}. Every draw is keyed by seed, replication, family or post, "
            "and purpose (BLAKE2b), and turned into a value by the inverse transform; arrivals "
            "are drawn in batches, one PCG64DXSM stream for each purpose. So both scenarios share "
            "each family's luck, whatever order the simulation asks in.",
        ],
        "5.3 Model execution": [
            "Event by event, in working days; replications in parallel processes, with the same "
            "results in one.",
        ],
        "5.4 System specification": [
            f"{experiment.asked} replications of each scenario. Time: {time_taken(experiment)}; "
            "`versions.md` names the machine.",
        ],
    }


def _start(scenario: Scenario) -> str:
    cases = text(listed(opened(scenario)) or "none")
    return (
        f"begins on {day(scenario.horizon.starts)} with its open cases, in children "
        f"({cases}), and counts from {day(scenario.horizon.measured_from)}"
    )


def _choices(what: str, a: Record, b: Record) -> str:
    """Everything that a record lets a planner set, in A and in B, by its fields."""
    return table(
        [what, "A", "B", "What it is"],
        (
            [code(name), _setting(a, name), _setting(b, name), field.description or ""]
            for name, field in type(a).model_fields.items()
        ),
    )


def _names(of: Iterable[str]) -> Marked:
    return text(listed(list(of)))


def _activities(scenario: Scenario) -> str:
    return ", ".join(
        f"{name} ({activity.kind})" for name, activity in scenario.pathway.activities.items()
    )


def _resources(letter: str, structure: Structure) -> Iterator[str]:
    """Every setting of a structure's teams and of their posts, by the fields of their records."""
    teams = structure.teams.items()
    yield _records(f"Team in {letter}", Team, teams, leave_out="posts")
    posts = ((name, post) for name, team in teams for post in team.posts)
    yield _records(f"Post of team in {letter}", Post, posts)


def _records(
    title: str, kind: type[Record], records: Iterable[tuple[str, Record]], leave_out: str = ""
) -> str:
    """A table of records by name, with a column for each setting that the kind has."""
    settings = [name for name in kind.model_fields if name != leave_out]
    return table(
        [title, *map(code, settings)],
        ([name, *(_setting(each, setting) for setting in settings)] for name, each in records),
    )


def _setting(of: Record, name: str) -> str:
    match getattr(of, name):
        case Estimate() as estimate:
            return stated(estimate)
        case bool(is_on):
            return "yes" if is_on else "no"
        case None | ():
            return "none"
        case tuple(names):
            return listed(names)
        case value:
            return f"{value}"


def _section(title: str, items: Items) -> str:
    """A part of the page, each of its items under a heading."""
    return section(title, *("\n\n".join([f"### {item}", *said]) for item, said in items.items()))
