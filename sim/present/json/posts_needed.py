"""Posts needed, and the best split, as JSON."""

from __future__ import annotations

from sim.experiment.studies.best_split import BestSplit
from sim.experiment.studies.limits import LimitKept
from sim.experiment.studies.posts_needed import PostsNeeded
from sim.experiment.studies.trying_posts import Question, Tried, TryingPosts
from sim.measures.catalogue import PRIMARY
from sim.present.json.results import Json, fields, record
from sim.present.words import posts_needed as words


def answer(found: PostsNeeded | BestSplit, trying: TryingPosts) -> Json:
    """What was found, and the question: of kind `posts` or `split`."""
    return _split(found, trying) if isinstance(found, BestSplit) else _needed(found, trying)


def _needed(found: PostsNeeded, trying: TryingPosts) -> Json:
    """The fewest posts that keep limits.

    Keys: `headline`, `rests_on`, `question` (`scenario`, `against`, `role`, `teams`, `today`,
    `limits`, `basis`, `seed`, `simulated`, `failures`); `target`, the share of worlds wanted;
    `start`, where capacity arithmetic began; `most`; `found`, the answer or null, `change`, posts
    more than planned; `confirmed`: `agrees`, and over fresh runs `found` and `one_fewer`; `planned`
    and `curve`, what the search saw; `moved`, posts of each team above its equal load.

    A split is `{total, full_time, split (posts by team), pairs, kept, primaries}`; `kept` has
    `share` (from 0 to 1; the least probability where inputs are as planned), its ends `low` and
    `high`, `worlds`, `said`, and `limits`, one by one.
    """
    fresh = found.confirmed
    question = found.question
    return record(
        "posts",
        headline=words.headline(found),
        rests_on=words.basis(question),
        question=_question(question, trying),
        **fields(found, "target", "start", "most", "change"),
        found=_maybe(found.found, question),
        confirmed=fresh
        and {
            "agrees": fresh.agrees,
            "found": _tried(fresh.found, question),
            "one_fewer": _maybe(fresh.one_fewer, question),
        },
        planned=_tried(found.planned, question),
        curve=[_tried(each, question) for each in found.curve],
        moved=dict(zip(question.posts.teams, found.moved, strict=True)),
    )


def _split(found: BestSplit, trying: TryingPosts) -> Json:
    """How the posts there are should be split.

    Keys: `headline`, `rests_on` and `question` as for `posts`; `is_other` and `is_confirmed`; the
    splits `planned`, `equal` (by equal load) and `best` over the runs of the search, `tried` of
    them; `fresh_planned` and `fresh` over fresh runs, and `gain`, by how many margins the second
    keeps a year's tightest limit better.
    """
    question = found.question
    return record(
        "split",
        headline=words.split_headline(found),
        rests_on=words.basis(question),
        question=_question(question, trying),
        **fields(found, "is_other", "is_confirmed", "tried", "gain"),
        **{
            name: _tried(getattr(found, name), question)
            for name in ("planned", "equal", "best", "fresh_planned", "fresh")
        },
    )


def _question(question: Question, trying: TryingPosts) -> Json:
    posts = question.posts
    return {
        "scenario": {"title": posts.scenario.title, "hash": posts.scenario.content_hash},
        "against": {"title": question.base.title, "hash": question.base.content_hash},
        "role": posts.role,
        "teams": posts.teams,
        "today": dict(zip(posts.teams, posts.today, strict=True)),
        "limits": question.limits,
        **fields(question, "basis", "seed"),
        "simulated": trying.simulated,
        "failures": [
            {"scenario": each.title, "replication": each.number, "cause": each.cause}
            for each in trying.failures
        ],
    }


def _maybe(tried: Tried | None, question: Question) -> Json | None:
    return None if tried is None else _tried(tried, question)


def _tried(tried: Tried, question: Question) -> Json:
    low, high = tried.kept.ends
    return {
        **fields(tried, "total", "full_time", "pairs"),
        "split": dict(zip(question.posts.teams, tried.split, strict=True)),
        "kept": {
            "share": tried.kept.share,
            "low": low,
            "high": high,
            "worlds": tried.kept.worlds,
            "said": words.kept_in(tried.kept),
            "limits": [_limit(each, question) for each in tried.kept.each],
        },
        "primaries": dict(zip(PRIMARY, tried.primaries, strict=True)),
    }


def _limit(each: LimitKept, question: Question) -> Json:
    return {
        **fields(each.limit, "measure", "at_least", "value", "is_change"),
        "said": words.limit(each.limit, question.base.title),
        "share": each.chance.share,
        "level": each.level,
    }
