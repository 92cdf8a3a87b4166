"""When a summary may be shown to those who took part, and when released to more."""

from collections.abc import Collection, Mapping
from uuid import UUID

from commonpurchase.vocabulary.findings import Finding, cites, met, not_met


@cites("common-purchase/chatham.7")
def nothing_is_quoted(quotes: Mapping[int, str], longest: int) -> Finding:
    """No point of the summary repeats more than so many words of what was handed in.

    `quotes`: the repeated words, by the number of the point.
    """
    if quotes:
        found = "; ".join(f"point {number} repeats “{run}”" for number, run in sorted(quotes.items()))
        return not_met(
            f"Say it in other words: more than {longest} words as they were handed in can be recognised. "
            f"Found: {found}."
        )
    return met(f"No point repeats more than {longest} words of what was handed in.")


@cites("common-purchase/chatham.8", "dialogue-2025-09/introduction.9")
def nobody_is_named(named: Mapping[int, Collection[str]]) -> Finding:
    """No point of the summary names a person or an organisation that took part.

    `named`: the names that were found, by the number of the point.
    """
    found = [f"point {number} names {', '.join(names)}" for number, names in sorted(named.items()) if names]
    if found:
        return not_met(
            "A summary names nobody who took part, whether they agreed to be listed or not. "
            f"Found: {'; '.join(found)}."
        )
    return met("Nobody who took part is named.")


@cites("common-purchase/chatham.8")
def it_says_something(points: int) -> Finding:
    """A summary has at least one point."""
    return met(f"It has {points} points.") if points else not_met("Write at least one point.")


@cites("common-purchase/chatham.6")
def every_comment_is_answered(unanswered: int) -> Finding:
    """Each comment was answered, or it is said why nothing changes."""
    if unanswered:
        return not_met(f"{_comments(unanswered)} not answered yet: write an answer to each.")
    return met("Every comment is answered.")


@cites("common-purchase/chatham.9")
def a_second_person_releases(opened_by: UUID | None, releasing: UUID) -> Finding:
    """Whoever opened the summary for comments does not release it: a colleague does."""
    if opened_by is None or opened_by == releasing:
        return not_met(
            "A second person of your organisation releases it: whoever opened it for comments cannot."
        )
    return met("Two persons of the convenor stand behind the release.")


@cites("common-purchase/chatham.9")
def it_is_the_text_that_was_open_for_comments(opened: str, now: str) -> Finding:
    """What is released is, to the letter, what everybody could comment on; both are fingerprints."""
    if not opened or opened != now:
        return not_met("The text is not the one that was open for comments: open it for comments again.")
    return met("It is the text that was open for comments.")


@cites("common-purchase/chatham.10", "dialogue-2025-09/introduction.10")
def only_who_agreed_is_listed(listed: Collection[str], agreed: Collection[str]) -> Finding:
    """The summary lists institutions that said so themselves, and people only as a number."""
    more = sorted(set(listed) - set(agreed))
    if more:
        return not_met(f"{', '.join(more)} did not agree to be listed.")
    return met(f"{len(set(listed))} institutions agreed to be listed.")


def _comments(number: int) -> str:
    return "1 comment is" if number == 1 else f"{number} comments are"


RULES = [
    nothing_is_quoted,
    nobody_is_named,
    it_says_something,
    every_comment_is_answered,
    a_second_person_releases,
    it_is_the_text_that_was_open_for_comments,
    only_who_agreed_is_listed,
]
