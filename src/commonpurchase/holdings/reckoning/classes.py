"""What each class means, in a few words."""

from commonpurchase.holdings.facts.attestations import Class

WORDS = {
    Class.PUBLIC: "public",
    Class.MEMBERS: "for every organisation of the workspace",
    Class.CHATHAM: "for members, and who said it is sealed",
    Class.BUYERS: "for public buyers",
    Class.NAMED: "for the organisations named",
    Class.NDA: "under a non-disclosure agreement",
    Class.SENSITIVE: "competitively sensitive: never for a competitor",
    Class.AGGREGATE: "counts in sums only",
    Class.PERSON: "about a person",
    Class.PROTECTED: "could harm somebody if it came out",
    Class.TENDER: "part of a tender",
}


def words(one: Class) -> str:
    """C6, competitively sensitive: never for a competitor."""
    return f"{one.value}, {WORDS[one]}"
