"""What each measure means: its key, title, unit, definition, and whether more of it is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.scenario.margins import WORST_LOCALITY, Margins

Group = Literal["timeliness", "caseload", "transfers", "flow"]
Better = Literal["higher", "lower", "neither"]
_Entry = tuple[str, str, str, Better, str]


@dataclass(frozen=True)
class Definition:
    """One measure, defined once and used everywhere.

    Attributes:
        key: its name in tables and files.
        title: its name on a page or a chart.
        unit: what one of it is.
        group: the theme it belongs to.
        better: whether a higher or a lower value serves children better.
        text: what is counted, over what, in plain words.
        margin: the margin that it is judged by, by its name in the scenario; empty for a measure
            that is not judged.
    """

    key: str
    title: str
    unit: str
    group: Group
    better: Better
    text: str
    margin: str = ""


PRIMARY = ("concluded_in_45_days", "worker_changes", "over_cap")
"""The three outcomes, named before any run, on which a structure is judged."""
GUARDRAILS = (
    "seen_after_strategy_in_1_day",
    "cp_visits_on_time",
    "conference_in_15_days",
    "days_to_first_visit_over_10",
    "unallocated_mean",
    "decided_in_time",
    "children_with_3plus_changes",
    *(f"{outcome}{WORST_LOCALITY}" for outcome in PRIMARY),
)
"""What may not get worse, named before any run, in the order of consequence: statutory first."""
JUDGED = (*PRIMARY, *GUARDRAILS)
"""The measures that have a margin."""

_TIMELINESS: tuple[_Entry, ...] = (
    ("decided_in_time", "Contacts decided in 1 working day", "%", "higher",
     "Contacts decided within 1 working day of the contact, of all contacts decided."),
    ("initial_in_time", "Initial assessments in time", "%", "higher",
     "Initial assessments authorised within their limit (10 working days of the contact), "
     "of those completed."),
    ("initial_late_days", "Days late of late initial assessments", "days", "lower",
     "Median working days past the limit of the initial assessments completed late."),
    ("initial_late_within_10", "Late initial assessments at most 10 days late", "%", "higher",
     "Initial assessments at most 10 working days past their limit, of those completed late."),
    ("core_in_time", "Core assessments in time", "%", "higher",
     "Core assessments authorised within their limit (35 working days of the end of the initial "
     "assessment), of those completed."),
    ("single_in_time", "Single assessments in time", "%", "higher",
     "Single assessments authorised within their limit (45 working days of the contact), of those "
     "completed."),
    ("single_by_days", "Single assessments by days taken", "%", "neither",
     "Single assessments by the working days from the contact to their authorisation, of those "
     "completed: same day, 1-10, 11-20, 21-30, 31-40, 41-45, 46-50, 51-60, 61 or more, as the "
     "Department for Education publishes them."),
    ("overdue_assessments", "Children whose assessment is overdue", "children", "lower",
     "Children with an initial, core or single assessment or a section 47 enquiry still open past "
     "its limit: mean over the measured window."),
    ("concluded_in_45_days", "Assessment concluded in 45 days", "%", "higher",
     "Referrals whose last assessment was authorised within 45 working days of the contact, of "
     "referrals received in the measured window that were assessed or still await it; section 47 "
     "enquiries count as assessments. A referral still undecided after 45 days counts as not "
     "concluded in time; one younger than that at the end is left out and counted under "
     "'too young to judge'."),
    ("concluded_in_45_days_worst_locality", "Assessment concluded in 45 days, worst-off locality",
     "%", "higher",
     "As 'assessment concluded in 45 days', in the locality where it is lowest in the run; "
     "localities with nothing to measure are left out."),
    ("concluded_by_day", "Assessments concluded by day", "%", "higher",
     "Share of the same referrals concluded by each working day after the contact, from day 0 to "
     "day 90; referrals still undecided at the end count up to their age (product-limit "
     "estimate)."),
    ("too_young_to_judge", "Referrals too young to judge", "children", "neither",
     "Referrals less than 45 working days old at the end, left out of the measures of days from "
     "contact."),
    ("undecided_over_45_days", "Referrals undecided after 45 days", "children", "lower",
     "Referrals older than 45 working days at the end whose assessment is not concluded; they "
     "count as not concluded in time."),
    ("days_to_conclusion_median", "Days to conclusion, median", "days", "lower",
     "Working days from the contact by which half the referrals were concluded."),
    ("days_to_conclusion_p90", "Days to conclusion, 90th percentile", "days", "lower",
     "Working days from the contact by which 9 in 10 referrals were concluded."),
    ("days_to_conclusion_over_45", "Not concluded in 45 days", "%", "lower",
     "The rest of 'assessment concluded in 45 days'."),
    ("days_to_allocation_median", "Days to allocation, median", "days", "lower",
     "Working days from the contact by which half the referrals had an allocated worker; referrals "
     "that ended before are left out."),
    ("days_to_allocation_p90", "Days to allocation, 90th percentile", "days", "lower",
     "Working days from the contact by which 9 in 10 referrals had an allocated worker."),
    ("days_to_allocation_over_5", "Not allocated in 5 days", "%", "lower",
     "Referrals without an allocated worker 5 working days after the contact."),
    ("days_to_first_visit_median", "Days to first visit, median", "days", "lower",
     "Working days from the contact by which the children of half the referrals were seen; "
     "referrals that ended before are left out."),
    ("days_to_first_visit_p90", "Days to first visit, 90th percentile", "days", "lower",
     "Working days from the contact by which the children of 9 in 10 referrals were seen."),
    ("days_to_first_visit_over_10", "Not seen in 10 days", "%", "lower",
     "Referrals whose children were not seen within 10 working days of the contact."),
    ("seen_after_strategy_in_1_day", "Child seen in 1 day of strategy discussion", "%", "higher",
     "Children first seen, in a visit of any kind, within 1 working day of the end of the strategy "
     "discussion that led to a section 47 enquiry, of children with such a discussion in the "
     "measured window. A child still unseen at the end counts as not seen; discussions of the "
     "last day, which cannot be followed for a day, are left out. By case: open if the case was "
     "open at the start, or had begun an assessment that was not urgent, or a plan, before the "
     "discussion; else new. By team: that which began the enquiry."),
    ("days_to_section_47_visit_median", "Days to section 47 visit, median", "days", "lower",
     "Working days from the end of the strategy discussion by which half the same children were "
     "seen; those still unseen at the end count up to then."),
    ("days_to_section_47_visit_p90", "Days to section 47 visit, 90th percentile", "days", "lower",
     "Working days from the end of the strategy discussion by which 9 in 10 of the same children "
     "were seen."),
    ("conference_in_15_days", "Conferences in time", "%", "higher",
     "Child protection conferences held within their limit (15 working days of the strategy "
     "discussion), of those held."),
    ("conference_by_days", "Conferences by days taken", "%", "neither",
     "Child protection conferences by the working days from the strategy discussion, of those "
     "held: 0-10, 11-15, 16-20, 21 or more."),
    ("visits_on_time", "Plan visits on time", "%", "higher",
     "Visits under all plans made within their limit, of those made; a child whose visit is "
     "overdue at the end counts as one visit not on time."),
    ("cp_visits_on_time", "Child protection visits on time", "%", "higher",
     "As 'plan visits on time', under child protection plans only."),
    ("cin_visits_on_time", "Child in need visits on time", "%", "higher",
     "As 'plan visits on time', under in-need plans only."),
    ("looked_after_visits_on_time", "Looked after visits on time", "%", "higher",
     "As 'plan visits on time', for looked after children only."),
    ("visits_overdue", "Children whose visit is overdue", "children", "lower",
     "Children under a plan whose next visit is past its limit at the end."),
    ("balance_timeliness", "Balance of timeliness between clusters", "ratio", "lower",
     "Assessment concluded in 45 days in the localities of the best cluster, divided by that of "
     "the worst; 1 is even. Clusters are teams that own the same work for different localities."),
)  # fmt: skip

_CASELOAD: tuple[_Entry, ...] = (
    ("children_per_worker_mean", "Children per worker", "children", "lower",
     "Children held per full-time equivalent social worker in post: mean over weeks."),
    ("children_per_worker_p90", "Children per worker, 90th percentile", "children", "lower",
     "The number of children per full-time equivalent that 9 in 10 social workers stay within, "
     "over workers and weeks."),
    ("children_per_worker_peak", "Children per worker, highest", "children", "lower",
     "The highest number of children per full-time equivalent that any social worker held at the "
     "end of a week."),
    ("load_per_worker_mean", "Weighted caseload", "weighted children", "lower",
     "Weighted children held per full-time equivalent social worker in post: mean over weeks."),
    ("load_per_worker_p90", "Weighted caseload, 90th percentile", "weighted children", "lower",
     "The weighted caseload per full-time equivalent that 9 in 10 social workers stay within, "
     "over workers and weeks."),
    ("load_per_worker_peak", "Weighted caseload, highest", "weighted children", "lower",
     "The highest weighted caseload per full-time equivalent of any social worker at the end of a "
     "week."),
    ("over_cap", "Worker-days over the caseload cap", "%", "lower",
     "Days on which a social worker held more weighted children than the cap, of all days in "
     "post."),
    ("children_over_cap", "Children whose worker is over the cap", "%", "lower",
     "Days on which a child was held by a social worker over the caseload cap, of all days on "
     "which a child was held by one; which days of a week a worker was over the cap is not known, "
     "so that each of them counts by the share that were. By locality: where the child lives, "
     "whoever holds it."),
    ("over_cap_worst_locality", "Children whose worker is over the cap, worst-off locality", "%",
     "lower",
     "As 'children whose worker is over the cap', in the locality where it is highest in the run. "
     "A worker may hold children of several localities, so that worker-days have none."),
    ("utilisation", "Case hours used", "%", "neither",
     "Hours worked on cases, of the hours workers of social care were there for casework; by role "
     "too, early help workers included."),
    ("backlog_days", "Work waiting in diaries", "days", "lower",
     "Hours of work waiting in workers' diaries at the end of a week, divided by their hours for "
     "casework a day: mean over weeks."),
    ("duty_waiting", "Duty work waiting", "pieces", "lower",
     "Pieces of duty work waiting in the teams' trays at the end of a week: mean over weeks."),
    ("unallocated_mean", "Unallocated children", "children", "lower",
     "Children accepted by a team who have no worker: mean over the measured window."),
    ("unallocated_peak", "Unallocated children, highest", "children", "lower",
     "The most children at one time who were accepted by a team and had no worker."),
    ("unallocated_age", "Age of unallocated cases", "days", "lower",
     "Working days that the children without a worker had been waiting for one: mean over "
     "children and time, by priority."),
    ("awaiting_transfer_mean", "Children awaiting a new worker in a transfer", "children", "lower",
     "Children held by their old worker while another team has accepted them and not yet "
     "allocated a new one: mean over the measured window."),
    ("balance_caseload", "Balance of caseload between clusters", "ratio", "lower",
     "Weighted caseload of the fullest cluster divided by that of the emptiest; 1 is even."),
)  # fmt: skip

_TRANSFERS: tuple[_Entry, ...] = (
    ("handoffs_per_referral", "Team handoffs per referral", "per referral", "lower",
     "Times that responsibility for a family passed from one team of social care to another, from "
     "the front door on, in the measured window, divided by the referrals in it."),
    ("handoffs_a_month", "Handoffs between teams", "children a month", "lower",
     "Children whose responsibility passed from one team to another, early help included, by "
     "giving and taking team."),
    ("handoff_wait_days", "Days waiting in a handoff", "days", "lower",
     "Mean working days from asking for a handoff until the next team took responsibility."),
    ("handoff_hours_a_month", "Hours spent on handoffs", "hours a month", "lower",
     "Hours of summarising, reading in and doing work again because a family passed to another "
     "team or worker."),
    ("worker_changes", "Worker changes per child", "per child", "lower",
     "Times that a child passed to another allocated worker in the measured window, per child "
     "with an allocated worker in it. By team: changes to a worker of the team, per child held "
     "by it."),
    ("worker_changes_worst_locality", "Worker changes per child, worst-off locality", "per child",
     "lower",
     "As 'worker changes per child', in the locality where they are most in the run."),
    ("worker_changes_by_reason", "Worker changes per child, by reason", "per child", "lower",
     "Worker changes per child because of the pathway, a leaving worker, or a return to another "
     "worker than before."),
    ("children_with_0_changes", "Children with no change of worker", "%", "higher",
     "Children with no change of worker in the measured window, of those with a worker in it."),
    ("children_with_1_changes", "Children with 1 change of worker", "%", "neither",
     "Children with exactly 1 change of worker in the measured window, of those with a worker."),
    ("children_with_2_changes", "Children with 2 changes of worker", "%", "lower",
     "Children with exactly 2 changes of worker in the measured window, of those with a worker."),
    ("children_with_3plus_changes", "Children with 3 or more changes of worker", "%", "lower",
     "Children with 3 or more changes of worker in the measured window, of those with a worker."),
    ("workers_met_12_months", "Workers met in 12 months", "per child", "lower",
     "Different social workers who worked for or were allocated to a child in the last 12 months "
     "of the measured window, per child with an allocated worker in them."),
    ("looked_after_3plus_workers", "Looked after children with 3 or more social workers", "%",
     "lower",
     "Children looked after at the end who had 3 or more different social workers allocated in "
     "the last 12 months of the measured window, of all looked after at the end, however long "
     "they have been: the Department for Education's definition."),
)  # fmt: skip

_FLOW: tuple[_Entry, ...] = (
    ("contacts_a_month", "Contacts", "children a month", "neither",
     "Children in contacts received."),
    ("referrals_a_month", "Referrals", "children a month", "neither",
     "Children in contacts accepted as referrals, and children stepped up by early help."),
    ("rereferral_share", "Re-referrals", "%", "lower",
     "Referrals within twelve months of the family's referral before, by date, of all referrals: "
     "the Department for Education's definition."),
    ("nfa_at_referral_share", "No further action at referral", "%", "neither",
     "Referrals that ended without an assessment, of all referrals whose outcome was reached."),
    ("initial_a_month", "Initial assessments completed", "children a month", "neither",
     "Children whose initial assessment was authorised."),
    ("core_a_month", "Core assessments completed", "children a month", "neither",
     "Children whose core assessment was authorised."),
    ("single_a_month", "Single assessments completed", "children a month", "neither",
     "Children whose single assessment was authorised."),
    ("not_in_need_a_month", "Assessed as not in need", "children a month", "neither",
     "Children assessed and found not in need, by the month of that outcome."),
    ("in_need_started_a_month", "In-need episodes started", "children a month", "neither",
     "Referrals whose outcome was reached, less no further action at referral, less assessed not "
     "in need, by the month of that outcome."),
    ("in_need_ended_a_month", "In-need episodes ended", "children a month", "neither",
     "Children in need whose case closed, those open at the start included."),
    ("section_47_a_month", "Section 47 enquiries started", "children a month", "neither",
     "Children for whom a section 47 enquiry began."),
    ("conferences_a_month", "Child protection conferences", "children a month", "neither",
     "Children for whom a child protection conference was held."),
    ("plans_started_a_month", "Child protection plans started", "children a month", "neither",
     "Children who became subject of a child protection plan; carrying on the same plan after an "
     "enquiry is not a start."),
    ("looked_after_started_a_month", "Became looked after", "children a month", "neither",
     "Children who became looked after."),
    ("open_in_need", "Children with an open case", "children", "neither",
     "Children with an open referral, those open at the start included: mean over the measured "
     "window."),
    ("open_child_protection", "Children on a child protection plan", "children", "neither",
     "Children from the start of a child protection plan until another plan starts or the case "
     "closes: mean over the measured window."),
    ("open_looked_after", "Looked after children", "children", "neither",
     "Children from becoming looked after until another plan starts or the case closes: mean over "
     "the measured window."),
    ("awaiting_decision", "Contacts awaiting a decision", "children", "lower",
     "Children in contacts not yet decided: mean over the measured window."),
    ("awaiting_assessment", "Children awaiting assessment", "children", "lower",
     "Children referred for whom no work on an assessment has been done yet: mean over the "
     "measured window."),
    ("early_help_assessments_a_month", "Early help assessments completed", "children a month",
     "neither", "Children whose assessment in early help was completed."),
    ("open_early_help", "Children with an early help plan", "children", "neither",
     "Children with an open plan of early help: mean over the measured window."),
    ("early_help_waiting", "Children awaiting an early help worker", "children", "lower",
     "Children accepted by a team of early help who have no worker: mean over the measured window; "
     "none where its teams have no posts and so no limit."),
    ("step_ups_a_month", "Steps up from early help", "children a month", "neither",
     "Children whom early help referred to social care; each is a referral, and no contact."),
    ("step_downs_a_month", "Steps down to early help", "children a month", "neither",
     "Children whose referral ended and whom early help took on."),
    ("early_help_handoffs_a_month", "Handoffs to and from early help", "children a month",
     "neither", "Children whose responsibility passed from social care to early help, after a "
     "contact or a referral, or from early help to social care."),
)  # fmt: skip


def _definitions() -> dict[str, Definition]:
    groups: dict[Group, tuple[_Entry, ...]] = {
        "timeliness": _TIMELINESS,
        "caseload": _CASELOAD,
        "transfers": _TRANSFERS,
        "flow": _FLOW,
    }
    return {
        key: Definition(key, title, unit, group, better, text, _margin(key))
        for group, entries in groups.items()
        for key, title, unit, better, text in entries
    }


def _margin(key: str) -> str:
    return Margins.name_for(key) if key in JUDGED else ""


CATALOGUE: dict[str, Definition] = _definitions()
"""Every measure by key, in the order in which results are shown."""
