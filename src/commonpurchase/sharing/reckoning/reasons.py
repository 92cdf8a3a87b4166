"""Why somebody sees a record, and what keeps it closed, in plain words: one table for every condition.

`you` is said to whoever looks, about itself alone. `they` is said to the originator, of an organisation.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from commonpurchase.sharing.facts import Decision, Flag


@dataclass(frozen=True)
class Words:
    """One condition in both voices; both are empty where it only narrows what others say."""

    you: str = ""
    they: str = ""


#: Conditions that divide lines and explain nothing by themselves.
NARROWS = Words()
#: Every condition of the permission table by its name.
SAID = {
    # who looks, and who put it here
    "viewer_is_inactive": Words("Your account is closed.", "The account is closed."),
    "viewer_acts_for_nobody": Words(
        "You act for no organisation.", "Whoever looks acts for no organisation."
    ),
    "viewer_is_a_member": NARROWS,
    "originated_by_viewer": Words("Your organisation put it here.", "It put this here."),
    "put_here_by_another": NARROWS,
    # sealed
    "sealed": Words("Only its author may read it.", "Only its author may read it."),
    "not_sealed": NARROWS,
    "written_by_viewer": Words("You are its author.", "One of its people is its author."),
    "written_by_another_person": NARROWS,
    # the wall
    "competitively_sensitive": NARROWS,
    "from_a_rival": Words(
        "It comes from a competitor of your organisation.",
        "It competes with the organisation this comes from.",
    ),
    "about_a_rival": Words(
        "It is about a competitor of your organisation.", "It competes with an organisation this is about."
    ),
    "excludes_viewer": Words("Your organisation was left out by name.", "It was left out by name."),
    # tender
    "part_of_a_tender": NARROWS,
    "of_another_authority": Words(
        "It belongs to another buyer’s tender.", "It belongs to another buyer’s tender."
    ),
    "before_the_award": Words("The tender is not decided.", "The tender is not decided."),
    "viewer_is_not_on_its_panel": Words(
        "Until then it is for the tender’s panel.", "Until then it is for those on the tender’s panel."
    ),
    # custody
    "kept_by_viewers_organisation": Words(
        "Your organisation keeps it for the one that put it here.", "It keeps this for you."
    ),
    "kept_elsewhere": NARROWS,
    "viewer_is_a_steward": Words(
        "You look after what it keeps for others.",
        "Only those of its people see it who look after what it keeps for others.",
    ),
    "viewer_is_no_steward": Words(
        "You do not look after what it keeps for others.",
        "Only those of its people may see it who look after what it keeps for others.",
    ),
    # time, sums, agreements, protection
    "under_embargo": Words("Its time has not come yet.", "Its embargo has not ended."),
    "aggregate_only": Words(
        "It counts in sums and is never shown itself.", "It counts in sums and is never shown itself."
    ),
    "under_an_nda": Words("Only an agreement opens it.", "Only an agreement opens it."),
    "names_no_secret": Words(
        "It does not say whose secret it holds.", "It does not say whose secret it holds, so none can."
    ),
    "not_covered_by_an_agreement": Words(
        "No agreement of your organisation in force covers it.", "No agreement of it in force covers this."
    ),
    "protected": Words("It could harm somebody if it came out.", "It could harm somebody if it came out."),
    "handled_by_others": Words(
        "Only the persons who handle it see it.", "None of its people is among those who handle it."
    ),
    "carries_an_unknown_flag": Words(
        "It carries a flag that this version does not know.",
        "It carries a flag that this version does not know.",
    ),
    # what opens
    "open_to_everyone": Words(
        "It is open to everyone, signed in or not.", "It is open to everyone, signed in or not."
    ),
    "open_to_members": Words(
        "It is open to every organisation of the workspace.",
        "It is open to every organisation of the workspace.",
    ),
    "open_to_a_group": Words(
        "It is open to a group that your organisation belongs to.",
        "It belongs to the group that this is for.",
    ),
    "asks_for_a_group": NARROWS,
    "open_to_those_named": NARROWS,
    "names_viewer": Words("It names your organisation.", "It is named."),
    "viewer_is_in_its_groups": NARROWS,
    "granted_to_viewer": Words(
        "It was granted to your organisation for what you say you look for.",
        "You granted it, for those of its people who say that this is what they look for.",
    ),
    "viewer_monitors": Words("Your organisation is a monitoring partner.", "It is a monitoring partner."),
}
#: Said where no line opens a record and none closes it.
NOTHING_OPENS = Words("Nothing opens it to your organisation.", "Nothing opens it to this organisation.")
#: What each flag does, for the originator.
CLOSED_BY = {
    Flag.NDA: "Under a non-disclosure agreement: it opens only while one with those whose secret it is "
    "is in force.",
    Flag.COMPETITIVELY_SENSITIVE: "Competitively sensitive: no competitor of yours, or of those it is about, "
    "ever sees it. No name, group, grant or agreement opens that wall.",
    Flag.AGGREGATE_ONLY: "For sums only: it is never shown itself to anybody else.",
    Flag.PERSONAL: "About a living person: show it to nobody who does not need it.",
    Flag.SEALED: "Sealed: only the person who wrote it reads it, no colleague and no administrator.",
    Flag.TENDER: "Part of a tender: only the buyer’s panel sees it until the award, then only the buyer.",
    Flag.PROTECTED: "Protected: only the persons who handle it see it, whatever organisation is named.",
    Flag.ENVIRONMENTAL: "Environmental information: some laws protect it less than other records.",
}


def to_whoever_looks(decision: Decision) -> tuple[str, ...]:
    """Why, in sentences about the person and its organisation and nobody else."""
    return tuple(words.you for words in _words(decision.because) if words.you)


def of_an_organisation(decision: Decision) -> tuple[str, ...]:
    """Why, in sentences about an organisation, for the originator."""
    return tuple(words.they for words in _words(decision.because) if words.they)


def _words(because: Iterable[str]) -> list[Words]:
    names = list(because)
    if any(name.startswith("not ") for name in names):
        return [NOTHING_OPENS]
    return [SAID[name] for name in names]
