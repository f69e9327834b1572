"""The code blocks of the pages, and which test runs those that the test of the pages cannot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tests.conftest import TESTS

ROOT = TESTS.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", ".github/CONTRIBUTING.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
MARK = re.compile(r"<!-- (?:not run: (?P<why>\S.+)|run by (?P<runner>\S+)) -->")


class Block(NamedTuple):
    """One fenced block."""

    line: int
    language: str
    text: str
    mark: str
    """The comment above it that says who runs it; empty where the test of the pages does."""

    @property
    def runner(self) -> str:
        """The test that runs it, or `.ci/run`."""
        found = MARK.fullmatch(self.mark)
        return (found and found["runner"]) or ""


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that name a language."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found, begins = [], None
    for at, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if begins is None:
            begins = at
            continue
        above = lines[max(0, begins - 2) : begins]
        mark = next((before for before in above if before.startswith("<!--")), "")
        language, text = lines[begins][3:].strip(), "\n".join(lines[begins + 1 : at])
        found.append(Block(begins + 1, language, text, mark))
        begins = None
    assert begins is None, f"{page.name}:{begins}: a block without an end"
    return [block for block in found if block.language]


def documented(test: str) -> list[str]:
    """The texts of the blocks that the pages say a test runs; at least one."""
    found = [block.text for page in PAGES for block in blocks(page) if block.runner == test]
    assert found, f"no block of a page is marked as run by {test}"
    return found
