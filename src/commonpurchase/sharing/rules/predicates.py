"""Small named predicates: each says one thing about a viewer and a label."""

from uuid import UUID

from commonpurchase.sharing.facts import (
    MONITORS,
    NEEDS_AN_AGREEMENT,
    Always,
    Audience,
    Begun,
    Condition,
    Flag,
    Meets,
    OneOf,
    Opposite,
    Viewer,
    Within,
)


def viewer_is_inactive(viewer: Viewer) -> Condition:
    """The account was closed."""
    return Always(not viewer.active)


def viewer_acts_for_nobody(viewer: Viewer) -> Condition:
    """Nobody signed in, or an account without an organisation."""
    return Opposite(viewer_is_a_member(viewer))


def viewer_is_a_member(viewer: Viewer) -> Condition:
    """The viewer acts for an organisation of the workspace."""
    return Always(viewer.organisation is not None)


def originated_by_viewer(viewer: Viewer) -> Condition:
    """The viewer's organisation put it here."""
    return OneOf("originator", frozenset({viewer.organisation} - {None}))


def put_here_by_another(viewer: Viewer) -> Condition:
    """Another organisation put it here."""
    return Opposite(originated_by_viewer(viewer))


def sealed(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """Only its author may read it."""
    return Meets("flags", frozenset({Flag.SEALED}))


def not_sealed(viewer: Viewer) -> Condition:
    """More than its author may read it."""
    return Opposite(sealed(viewer))


def written_by_viewer(viewer: Viewer) -> Condition:
    """The viewer is the person who wrote it."""
    return OneOf("author", frozenset({viewer.person} - {None}))


def written_by_another_person(viewer: Viewer) -> Condition:
    """Somebody else wrote it, a colleague perhaps."""
    return Opposite(written_by_viewer(viewer))


def competitively_sensitive(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It tells of customers, prices, links or cooperation obtained."""
    return Meets("flags", frozenset({Flag.COMPETITIVELY_SENSITIVE}))


def from_a_rival(viewer: Viewer) -> Condition:
    """A competitor of the viewer's organisation put it here."""
    return OneOf("originator", viewer.rivals)


def about_a_rival(viewer: Viewer) -> Condition:
    """It is about a competitor of the viewer's organisation."""
    return Meets("subjects", viewer.rivals)


def excludes_viewer(viewer: Viewer) -> Condition:
    """The originator excluded the viewer's organisation."""
    return Meets("excluded", _organisation(viewer))


def under_embargo(viewer: Viewer) -> Condition:
    """Its time has not come yet."""
    return Opposite(Begun("embargo_until", viewer.at))


def aggregate_only(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It counts in sums and is never shown itself."""
    return Meets("flags", frozenset({Flag.AGGREGATE_ONLY}))


def needs_an_agreement(viewer: Viewer) -> Condition:  # noqa: ARG001 - no agreement can open it yet
    """A flag that only an agreement opens; none exists yet, so it stays closed."""
    return Meets("flags", frozenset(NEEDS_AN_AGREEMENT))


def carries_an_unknown_flag(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It carries a flag that this version of the workspace does not know, so it stays closed."""
    return Opposite(Within("flags", frozenset(Flag)))


def open_to_everyone(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """Its audience is the public."""
    return OneOf("audience", frozenset({Audience.PUBLIC}))


def open_to_members(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """Its audience is every organisation of the workspace."""
    return OneOf("audience", frozenset({Audience.MEMBERS}))


def open_to_a_group(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """Its audience is a group of organisations."""
    return OneOf("audience", frozenset({Audience.GROUP}))


def asks_for_a_group(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It says which group; without one it is for nobody."""
    return Opposite(Within("groups", frozenset()))


def open_to_those_named(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """Its audience is the organisations it names."""
    return OneOf("audience", frozenset({Audience.NAMED}))


def names_viewer(viewer: Viewer) -> Condition:
    """It names the viewer's organisation."""
    return Meets("named", _organisation(viewer))


def viewer_is_in_its_groups(viewer: Viewer) -> Condition:
    """The viewer's organisation belongs to every group the record asks for."""
    return Within("groups", viewer.groups)


def viewer_monitors(viewer: Viewer) -> Condition:
    """The viewer acts for a monitoring partner."""
    return Always(MONITORS in viewer.groups)


def _organisation(viewer: Viewer) -> frozenset[UUID]:
    return frozenset({viewer.organisation} if viewer.organisation else ())
