"""Where a meeting stands, in a sentence, with the smallest next step for whoever looks."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from commonpurchase.engagement.facts import Category, Meeting, State
from commonpurchase.engagement.queries import words
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.periods import add_days, in_words

SEALED = (
    "Until the collection closes nobody but you reads it: not your colleagues, not the convenor, not whoever "
    "administers accounts. Nothing in the workspace tells them that you handed something in.",
    "When it closes, every text is written anew without its author, all at once, and who wrote what is "
    "deleted for good.",
    "Everybody who was invited then reads it and holds it. Public buyers are likely to be among them; there "
    "it is likely a record that anybody may ask for: no freedom-of-information law knows the Rule.",
    "When the summary is released, points and comments are deleted, unless an organisation must keep them "
    "for a request that it is answering.",
    "How you write can still give you away: write plainly.",
)
"""What becomes of what is handed in, to be read before."""
RULE = (
    "Held under the Chatham House Rule: use what was said, but tell nobody who said it, nor who else took "
    "part or for whom."
)


@dataclass(frozen=True)
class Standing:
    """A sentence on where a meeting stands, and the next step, if the viewer has one."""

    sentence: str
    label: str = ""
    url: str = ""
    posts: bool = False
    """Whether the step is a button of its own rather than a page."""


def told(categories: list[Category]) -> dict[Category, str]:
    """Categories with their words."""
    return {one: words.told(one) for one in categories}


def standing(meeting: Meeting, viewer: Viewer) -> Standing:
    """Where it stands for its convenor, or for somebody who was invited."""
    return _for_convenor(meeting, viewer) if meeting.own else _for_participant(meeting, viewer)


def _for_convenor(meeting: Meeting, viewer: Viewer) -> Standing:
    until = in_words(meeting.points_until)
    match meeting.state:
        case State.COLLECTING if viewer.at.date() <= meeting.points_until:
            said = f"Points are collected until {until}. Meanwhile nobody reads any, nor how many there are."
            return Standing(
                f"{said} Record who took part.", "Record who took part", _at("attend", meeting.id)
            )
        case State.COLLECTING:
            said = f"The time for points was over on {until}. Close the collection to read them all at once."
            return Standing(said, "Close the collection", _step(meeting, "close"), posts=True)
        case State.WRITING:
            said = "Write the summary in your own words; then open it for comments."
            return Standing(said, "Write the summary", _at("write", meeting.id))
        case State.COMMENTING:
            return _commenting(meeting, viewer)
        case State.ANSWERING:
            said = "Answer each comment. Then a second person of your organisation releases the summary."
            return Standing(said, "Look at the release", _at("release", meeting.id))
        case _:
            return Standing(f"{meeting.state.capitalize()}: nothing more is to be done.")


def _collecting(meeting: Meeting, viewer: Viewer) -> Standing:
    until = in_words(meeting.points_until)
    if viewer.at.date() <= meeting.points_until:
        said = f"Points are collected until {until}. Meanwhile nobody reads any, nor how many there are."
        return Standing(f"{said} Record who took part.", "Record who took part", _at("attend", meeting.id))
    said = f"The time for points was over on {until}. Close the collection to read them all at once."
    return Standing(said, "Close the collection", _step(meeting, "close"), posts=True)


def _commenting(meeting: Meeting, viewer: Viewer) -> Standing:
    if meeting.comments_until and viewer.at < meeting.comments_until:
        return Standing(f"The summary is open for comments; they are read after {_last(meeting)}.")
    said = "The time for comments is over. Gather them, to read them all at once."
    return Standing(said, "Gather the comments", _step(meeting, "gather"), posts=True)


def _for_participant(meeting: Meeting, viewer: Viewer) -> Standing:
    until = in_words(meeting.points_until)
    match meeting.state:
        case State.COLLECTING if viewer.at.date() <= meeting.points_until:
            said = f"Points can be handed in until {until}; then everybody who was invited reads all of them."
            return Standing(said, "Hand in a point", _at("hand-in", meeting.id))
        case State.COLLECTING:
            return Standing(
                f"The time for points was over on {until}. The convenor closes the collection next."
            )
        case State.WRITING:
            return Standing(
                "The convenor is writing the summary. You can comment on it before it is released."
            )
        case State.COMMENTING if meeting.comments_until and viewer.at < meeting.comments_until:
            said = f"The summary is open for comments until {_last(meeting)}, the whole day."
            return Standing(said, "Comment on the summary", _at("hand-in", meeting.id))
        case State.COMMENTING | State.ANSWERING:
            return Standing("The time for comments is over. The convenor answers them, then it is released.")
        case _:
            return Standing(f"{meeting.state.capitalize()}: nothing more is to be done.")


def _last(meeting: Meeting) -> str:
    from_then = meeting.comments_until
    return in_words(add_days(from_then.date(), -1)) if from_then else ""


def _at(name: str, key: UUID) -> str:
    return reverse(f"engagement:{name}", args=[key])


def _step(meeting: Meeting, name: str) -> str:
    return reverse("engagement:step", args=[meeting.id, name])
