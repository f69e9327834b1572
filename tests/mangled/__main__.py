"""Loads mangled copies of the shipped scenarios: `python -m tests.mangled [how many] [first]`.

Each must be a scenario or a list of problems with places, and none may take 2 seconds. Without a
number there are 10,000; the copies are the same each time, so that a second number goes on where
another run ended. Ends with 1 if one is neither, or too slow.
"""

import sys
from collections import Counter

from tests.mangled.copies import copy
from tests.mangled.reading import outcome

SLOWEST = 2.0
"""Seconds that a copy may take."""


def main(how_many: int = 10_000, first: int = 0) -> int:
    """Load them one after the other, and print what became of them."""
    counts: Counter[str] = Counter()
    slowest = outcome(copy(first))
    for number in range(first, first + how_many):
        one = outcome(copy(number))
        slowest = max(slowest, one, key=lambda each: each.seconds)
        too_slow = f"took {one.seconds:.1f} s" if one.seconds > SLOWEST else ""
        wrong = one.fault or too_slow
        if wrong:
            print(f"copy {number} ({one.copy.of}, {one.copy.mangled}): {wrong}", flush=True)
        counts["wrong" if wrong else "refused" if one.problems else "scenarios"] += 1
    print(f"{how_many:,} copies: " + ", ".join(f"{counts[key]:,} {key}" for key in sorted(counts)))
    of, way = slowest.copy.of, slowest.copy.mangled
    print(f"slowest: copy {slowest.copy.number} ({of}, {way}), {slowest.seconds:.2f} s")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
