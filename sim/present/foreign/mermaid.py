"""Mermaid: a name as the label of a node or a frame, whatever marks it holds."""

from __future__ import annotations

import re

from sim.present.words.names import clean

_MARK = re.compile(r"^-|[^\w ,'/&-]|_|&(?=\S)")
"""What may mean something to Mermaid, or to the Markdown and HTML that it makes of a label."""


def label(name: str) -> str:
    """A name in quotes, its marks by their numbers."""
    return f'"{_MARK.sub(lambda mark: f"#{ord(mark[0])};", clean(name))}"'
