"""Quality assurance: who answers for what, what the pack may be used for, and what has changed.

Roles and uses as the government's Aqua Book asks for them: the tool fills in what it knows, and
leaves a line for each name that it cannot know.
"""

from __future__ import annotations

from sim.present.assurance.versions import Edition
from sim.present.foreign.markdown import bullets, document, section, table

_BLANK = "to be filled in"
_ROLES = (
    ("Commissioner", "asks the question, and answers for the use that is made of the answer"),
    ("Analyst", "chose scenarios, margins and ranges before any run, and made this pack"),
    ("Reviewer", "read the scenarios line by line, and ran the commands of `versions.md` again"),
    ("Assurer", "independent of both; judged validation, assumptions and limits"),
    ("Sign-off", "accepts the residual doubt for the decision named below"),
)
_PERMITTED = (
    "To compare the two structures named, as settled, over the window named, on outcomes named "
    "before any run.",
    "To see which inputs, rules, owners and posts the answer depends on, and what to measure "
    "first.",
    "To choose what to watch if a change is made, and at which value to stop it.",
)
_FORBIDDEN = (
    "To say that children are safer, or that a threshold is right.",
    "To justify fewer posts: totals are compared equal, and the quality of work is not in it.",
    "To say what happens to one family, one worker or one year: an answer is over many.",
    "To quote a gain without the losses that stand beside it, or a figure without its range.",
    "To judge a structure, place or period whose scenario has not been validated.",
)


def quality_assurance(edition: Edition, question: str) -> str:
    """The page of roles, uses and changes.

    Args:
        edition: version and date of the pack.
        question: what the comparison is to answer.
    """
    return document(
        "Quality assurance",
        "What no program can fill in is left to be filled in: a pack without names is a draft.",
        section("The question", question, f"Decision it is used for: {_BLANK}."),
        section(
            "Roles",
            table(
                ["Role", "Answers for", "Name", "Date", "What was checked, and the outcome"],
                ([role, does, _BLANK, _BLANK, _BLANK] for role, does in _ROLES),
            ),
        ),
        section("Permitted uses", bullets(_PERMITTED)),
        section("Forbidden uses", bullets(_FORBIDDEN)),
        section(
            "Releases and changes",
            table(
                ["Release", "Date", "What changed", "By whom"],
                [
                    [edition.release, edition.day, "This pack was made", _BLANK],
                    [_BLANK, _BLANK, _BLANK, _BLANK],
                ],
            ),
            "`CHANGELOG.md` of Locality says what changed in the model from version to version. A "
            "pack is made again, and signed off again, after a change of version, scenario, "
            "margin or range; `versions.md` has the hashes that tell.",
        ),
    )
