"""The posts report: the answer, the totals or splits that were tried, and the limits one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.experiment.studies.best_split import BestSplit
from sim.experiment.studies.posts_needed import PostsNeeded
from sim.experiment.studies.trying_posts import Question, Tried, TryingPosts
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.terminal.tables import figures, page, table, text, whole_numbers
from sim.present.words import posts_needed as words
from sim.present.words.numbers import counted, plus_minus


def report(found: PostsNeeded | BestSplit, trying: TryingPosts) -> Group:
    """What was found, what it rests on, and how to read it."""
    if isinstance(found, BestSplit):
        return page(_split(found, trying))
    return page(_needed(found, trying))


def _needed(found: PostsNeeded, trying: TryingPosts) -> Iterator[RenderableType]:
    question = found.question
    yield Text(f"{words.headline(found)}\n", style="bold")
    yield from _question(question)
    yield _tried("What each total keeps, in the search", _named(found), question)
    sides = [("as planned", found.planned)]
    if found.confirmed is not None:
        fresh = found.confirmed
        rows = [("found", fresh.found)]
        if fresh.one_fewer is not None:
            rows.append(("one post fewer", fresh.one_fewer))
        yield _tried("The same in fresh runs", rows, question)
        sides += rows
    else:
        sides.append(("the most", found.curve[-1]))
    yield _limits(sides, question)
    yield Text(
        f"Capacity arithmetic began the search at {found.start}. {words.how_split(found)} "
        f"{words.HOW_SURE}\n",
        style="dim",
    )
    yield from _notes(trying)


def _split(found: BestSplit, trying: TryingPosts) -> Iterator[RenderableType]:
    question = found.question
    yield Text(f"{words.split_headline(found)}\n", style="bold")
    yield from _question(question)
    searched = [("as planned", found.planned), ("equal load", found.equal), ("taken", found.best)]
    yield _tried("Splits, in the search", searched, question)
    fresh = [("as planned", found.fresh_planned), ("taken", found.fresh)]
    yield _tried("The same in fresh runs", fresh, question)
    yield _limits(fresh, question)
    yield Text(f"{counted(found.tried, 'split')} tried.\n", style="dim")
    yield from _notes(trying)


def _question(question: Question) -> Iterator[RenderableType]:
    posts = question.posts
    yield Text(f"{words.basis(question)}\n")
    yield Text(f"{posts.scenario.title}: {words.split_of(question, posts.today)}")
    if any(limit.is_change for limit in question.limits):
        yield Text(f"Changes are counted from: {question.base.title}")
    yield ""


def _named(found: PostsNeeded) -> list[tuple[str, Tried]]:
    """The totals of the curve, the answer marked, with the posts as planned among them."""
    rows = [("", each) for each in found.curve if each.split != found.planned.split]
    rows.append(("as planned", found.planned))
    rows.sort(key=lambda row: row[1].total)
    answer = None if found.found is None else found.found.split
    return [(f"{name} <" if each.split == answer else name, each) for name, each in rows]


def _tried(title: str, rows: Sequence[tuple[str, Tried]], question: Question) -> Table:
    made = table(
        title,
        text(),
        figures("Posts"),
        text(" / ".join(question.posts.teams)),
        figures("Runs"),
        text("All limits kept in"),
        *(whole_numbers(f"{CATALOGUE[key].title} ({CATALOGUE[key].unit})") for key in PRIMARY),
    )
    for name, each in rows:
        made.add_row(
            name,
            f"{each.total}",
            " / ".join(map(str, each.split)),
            f"{each.pairs}",
            words.kept_in(each.kept),
            *(
                plus_minus(of, CATALOGUE[key].unit)
                for key, of in zip(PRIMARY, each.primaries, strict=True)
            ),
        )
    return made


def _limits(sides: Sequence[tuple[str, Tried]], question: Question) -> Table:
    """A row a limit: how far each of some totals keeps it."""
    made = table("Limit by limit", text(), *(text(name) for name, _ in sides))
    for at, each in enumerate(question.limits):
        cells = [
            f"{words.level(tried.kept.each[at])}\n{words.limit_kept(tried.kept.each[at])}"
            for _, tried in sides
        ]
        made.add_row(words.limit(each, question.base.title), *cells)
    return made


def _notes(trying: TryingPosts) -> Iterator[RenderableType]:
    lost = len(trying.failures)
    yield Text(f"{words.HOW_POSTS_MOVE}\n", style="dim")
    yield Text(
        f"Seed {trying.question.seed}, content {trying.posts.scenario.content_hash}; "
        f"{trying.simulated:,} runs simulated now."
        + (f" {counted(lost, 'run')} FAILED, left out." if lost else ""),
        style="dim",
    )
