"""`verify`: the engine against theory."""

from __future__ import annotations

from sim.cli.errors import RunFailedError
from sim.cli.output import Results, progress_bar
from sim.experiment.work.pool import local_pool, usable_cores
from sim.present.json import results
from sim.present.terminal import verification_report
from sim.verify.verification import all_cases
from sim.verify.verification import verify as verify_cases


def verify(seed: int, workers: int | None, json: bool) -> None:
    """Show whether the engine does what theory says.

    Raises:
        RunFailedError: if it does not in any check.
    """
    cases = all_cases()
    with progress_bar() as progress, local_pool(workers or usable_cores()) as pool:
        bar = progress.add_task("Verifying", total=sum(case.replications for case in cases))
        found = verify_cases(cases, seed, pool, lambda: progress.advance(bar))
    if json:
        Results().json(results.verification(found))
    else:
        Results().print(verification_report.report(found))
    if found.off:
        raise RunFailedError
