"""Early help: families in it beside social care, from an ending there to an ending or a step-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator

from simpy.events import Event as SimEvent

from sim.model.activity import Steps, follow
from sim.model.case import Case
from sim.model.compiled_pathway import CompiledKind, CompiledPathway
from sim.model.plan import CompiledPlan
from sim.model.service import Service

STEPPED_UP, CAME_BACK = "stepped up", "came back"
"""How early help ends, in the log, where social care takes the family on."""

_Through = Callable[[Case, CompiledKind, bool], Generator[SimEvent, None, str]]


class EarlyHelp:
    """Takes families on where social care ends, each with a case of its own.

    What happens in social care is the same without it, but for a step-up: the two cases share
    nothing that social care reads.
    """

    def __init__(
        self,
        service: Service,
        pathway: CompiledPathway,
        through: _Through,
        step_up: Callable[[Case, int], None],
    ) -> None:
        """Prepare to take families on.

        Args:
            service: whose teams of early help do the work.
            pathway: its activities, and the endings that lead to them.
            through: takes a case through activities until it leaves early help.
            step_up: refers a family, known by its case in social care, from a team of early help.
        """
        self._service = service
        self._pathway = pathway
        self._through = through
        self._step_up = step_up
        self._under_way: dict[int, Steps] = {}
        """The steps of each family in early help or on its way there, by its number."""
        self._visits: defaultdict[int, dict[str, int]] = defaultdict(dict)
        """How often each family entered each activity here: apart from social care's count, as an
        assessment in each may stand for one that was replaced."""

    def begin(self, known: Case, ending: str, back: SimEvent | None) -> None:
        """Take a family on whose journey in social care has ended, if that leads to early help.

        Args:
            known: its case in social care.
            ending: how that ended.
            back: its return to social care, if there will be one; a step-up takes its place.
        """
        name = self._pathway.leads_to.get(ending)
        if name is not None:
            self._follow(known, self._from_social_care(known, ending, name, back))

    def resume(self, case: Case, plan: CompiledPlan) -> None:
        """Go on with a plan of early help that is open at the start."""
        self._service.early_help[case.family.number] = case
        known = Case(case.family, case.team, case.need, journeys=1)
        case.visits = self._visits[case.family.number]
        case.need = ""
        self._follow(known, self._until_it_ends(case, plan, known, None))

    def give_way(self, known: Case) -> None:
        """End at once for a family that comes back to social care; work in hand is finished."""
        steps = self._under_way.pop(known.family.number, None)
        if steps is None:
            return
        steps.close()
        case = self._service.early_help.get(known.family.number)
        if case is not None:  # else it was still on its way
            self._strike_out_work(case)
            for name in self._pathway.early_help:  # what was cut short has had its luck
                case.visits[name] = case.visits.get(name, 0) + 1
            self._end(case, CAME_BACK)

    def _follow(self, known: Case, steps: Steps) -> None:
        self._under_way[known.family.number] = steps
        follow(steps)

    def _from_social_care(
        self, known: Case, ending: str, name: str, back: SimEvent | None
    ) -> Steps:
        """Pass a family on to early help, as one without a worker passes between teams."""
        service, env, journal = self._service, self._service.env, self._service.journal
        asked = env.now
        if service.handoffs.front_door_wait > 0:
            yield env.timeout(service.handoffs.front_door_wait)
        kind, number, now = self._pathway.activities[name], known.family.number, env.now
        case = Case(known.family, known.team, need="", contact=now, previous=now)
        case.visits = self._visits[number]
        case.team = service.responsible(kind.activity, case, before="")
        service.early_help[number] = case
        journal.early_help(now, number, case.team, ending, known.was_referred)
        journal.handed_over(now, number, case.team, known.team, asked)
        yield from self._until_it_ends(case, kind, known, back)

    def _until_it_ends(
        self, case: Case, kind: CompiledKind, known: Case, back: SimEvent | None
    ) -> Steps:
        """Go through early help; a step-up ends it too, and is a referral at once."""
        ending = yield from self._through(case, kind, False)
        del self._under_way[case.family.number]
        if ending != self._pathway.referral:
            self._end(case, ending)
            return
        self._end(case, STEPPED_UP)
        if back is not None and back.callbacks:
            back.callbacks.clear()
        self._step_up(known, case.team)

    def _end(self, case: Case, ending: str) -> None:
        del self._service.early_help[case.family.number]
        self._service.teams[case.team].close(case, ending)

    def _strike_out_work(self, case: Case) -> None:
        """Let nobody take up what waits for the family in its worker's diary."""
        if case.worker is not None:
            for *_, piece in case.worker.diary.waiting:
                piece.taken = piece.taken or piece.family == case.family.number
