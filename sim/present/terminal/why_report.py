"""The report of why: what decides an answer, where it turns, the choices, and what to find out."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.studies.why import FIRST, Why
from sim.present.terminal import tables
from sim.present.words import answer, why
from sim.present.words.numbers import counted


def report(found: Why) -> Group:
    """All of it, the sentence that decides first."""
    return tables.page(_parts(found))


def _parts(found: Why) -> Iterator[RenderableType]:
    yield Text("What would change this", style="bold")
    yield Text(f"{why.decides(found)}\n")
    yield from _listed("What decides each outcome", why.outcomes(found))
    yield Text(f"{why.HOW}\n", style="dim")
    if found.was_run:
        yield from _listed(
            f"Where the answer turns, by the first {FIRST} inputs",
            map(why.turning, found.break_evens),
        )
    if found.decisions is not None:
        over = counted(found.decisions.planned.pairs, "pair")
        planned = f"As planned, over the same {over}. {answer.headline(found.decisions.planned)}"
        answers = [why.under(each, found.decisions.planned) for each in found.decisions.answers]
        yield from _listed("The answer under each choice", (planned, *answers))
        yield Text(f"{why.CHOICES}\n", style="dim")
    yield from _listed("What to find out first", why.worth(found))
    yield Text(f"{why.BALANCE}\n", style="dim")
    if found.was_run:
        yield Text(f"{counted(found.runs, 'further run')}.\n", style="dim")


def _listed(title: str, sentences: Iterator[str] | tuple[str, ...] | list[str]) -> Iterator[Text]:
    told = list(sentences)
    yield Text(title, style="bold")
    yield Text("\n".join(f"- {each}" for each in told) + "\n" if told else "Nothing.\n")
