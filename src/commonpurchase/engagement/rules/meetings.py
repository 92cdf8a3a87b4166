"""How a meeting is convened, and when each step of it may be taken."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from commonpurchase.engagement.facts import TRANSITIONS, Plan, State, Step
from commonpurchase.vocabulary.findings import Finding, cites, met, not_met
from commonpurchase.vocabulary.periods import in_words


@cites("common-purchase/chatham.3")
def rivals_meet_for_a_recorded_reason(rivals: Sequence[str], because: str) -> Finding:
    """Competitors sit together in a closed session only if the convenor says why."""
    if rivals and not because.strip():
        return not_met(
            f"{' and '.join(rivals)} compete with each other. Invite them one by one, or write down why "
            "they must sit together."
        )
    return met("Competitors sit together for the reason given." if rivals else "No competitors are invited.")


@cites("common-purchase/chatham.2")
def it_says_what_is_planned(plan: Plan, names: Collection[str]) -> Finding:
    """It has a title that names nobody who is invited, and its days follow each other."""
    named = sorted(name for name in names if name.casefold() in plan.title.casefold())
    wrong = (
        (not plan.title.strip(), "Say what the meeting is called."),
        (bool(named), f"The title names {', '.join(named)}: choose one that tells nobody who took part."),
        (plan.points_until < plan.held_on, "Points can be handed in at least until the day of the meeting."),
        (plan.comment_days < 1, "The summary is open for comments for at least one day."),
    )
    because = [reason for applies, reason in wrong if applies]
    return not_met(" ".join(because)) if because else met("Title and days are in order.")


@cites("common-purchase/chatham.4")
def the_step_comes_next(state: State, step: Step) -> Finding:
    """A step is taken only in a state that it leads on from."""
    if (state, step) in TRANSITIONS:
        return met(f"From {state} one can {step}.")
    possible = [str(one) for at, one in TRANSITIONS if at is state]
    then = f"what can be done now: {', '.join(possible)}" if possible else "nothing more is to be done"
    return not_met(f"To {step} is not possible: the state is “{state}”; {then}.")


@cites("common-purchase/chatham.5")
def points_are_collected_to_the_end(points_until: date, on: date) -> Finding:
    """Nobody's point comes too late because the collection was closed early."""
    if on <= points_until:
        return not_met(
            f"Points can be handed in until {in_words(points_until)}: close the collection after it."
        )
    return met(f"Points could be handed in until {in_words(points_until)}.")


@cites("common-purchase/chatham.6")
def the_window_is_over(comments_until: datetime | None, at: datetime) -> Finding:
    """Comments are gathered all at once, when the window is over."""
    if comments_until is None or at < comments_until:
        until = f" until {in_words(comments_until.date())}" if comments_until else ""
        return not_met(f"The summary is open for comments{until}. They are read all at once after it.")
    return met(f"The window was over on {in_words(comments_until.date())}.")


RULES = [
    rivals_meet_for_a_recorded_reason,
    it_says_what_is_planned,
    the_step_comes_next,
    points_are_collected_to_the_end,
    the_window_is_over,
]
