"""What is worth knowing about a whole file: how many of its contracts have which remark."""

from collections.abc import Sequence

from commonpurchase.contracts.facts import Draft

#: Words in the notes of a draft, and what to say of all drafts that have them.
REMARKS = (
    ("suppliers together, not what", "without a value: several suppliers share the one that is stated"),
    ("which stands for “not told”", "without a value: the stated amount, such as 0, stands for “not told”"),
    ("which is no amount", "without a value: what is stated is no amount"),
    ("with no currency", "without a value: no currency is stated"),
    ("which ISO 4217 does not know", "without a value: the stated currency does not exist"),
    ("but the tender says", "without a value: the same number is stated in two currencies"),
    ("none is stated", "without a value: none is stated"),
    ("A framework: its value", "that are frameworks, whose value is a ceiling and not what is bought"),
    ("Read as a framework", "read as frameworks from their text: several suppliers and the word"),
    ("Read as a call-off", "read as call-offs from the name of the procedure"),
    ("Bought together with", "with more than one buyer: the first one is taken"),
    ("this is who runs the procedure", "without a buyer: who runs the procedure is taken"),
    ("which is no possible day", "with a date that cannot be, which is left unknown"),
    ("before the start", "that end before they start: the end is left unknown"),
    ("seems to count the extensions", "whose end seems to count the extensions already"),
    ("Maximum end unknown", "whose last possible end stays unknown though something is said of it"),
    ("no longer names this one", "whose supplier the last release no longer names"),
    ("they are read apart", "from processes of several buyers under one ocid, read apart"),
    ("broken before it was published", "with letters broken before publication, kept as they stand"),
)  # fmt: skip


def of(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """A sentence for each remark that some contract has, with how many have it."""
    told = [" ".join(draft.notes) for draft in drafts]
    counts = [(sum(words in notes for notes in told), saying) for words, saying in REMARKS]
    inferred = sum(bool(draft.maximum_end and draft.maximum_end.inferred) for draft in drafts)
    every = [*counts, (inferred, "whose last possible end was read from a text or term: confirm it")]
    return tuple(
        f"{count:,} contract{'' if count == 1 else 's'} {saying}." for count, saying in every if count
    )
