"""Small named predicates: each says one thing about a viewer and a label."""

from uuid import UUID

from commonpurchase.sharing.facts import (
    MONITORS,
    Always,
    Audience,
    Begun,
    Condition,
    Covered,
    Flag,
    Granted,
    Meets,
    OneOf,
    Opposite,
    Secret,
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


def under_an_nda(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """Only a non-disclosure agreement opens it."""
    return Meets("flags", frozenset({Flag.NDA}))


def names_no_secret(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It does not say whose secret it holds, so no agreement can cover it."""
    return Covered(frozenset(), frozenset())


def not_covered_by_an_agreement(viewer: Viewer) -> Condition:
    """With somebody whose secret it holds, the viewer's organisation has no agreement in force about it."""
    own = _organisation(viewer)
    in_force = [one for one in viewer.agreements if one.in_force(viewer.at) and own <= one.parties]
    wholly = frozenset(other for one in in_force if not one.programmes for other in one.parties)
    in_part = {
        Secret(other, programme) for one in in_force for other in one.parties for programme in one.programmes
    }
    return Opposite(Covered(wholly | own, frozenset(in_part)) if own else Always(answer=False))


def part_of_a_tender(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It belongs to a tender."""
    return Meets("flags", frozenset({Flag.TENDER}))


def of_another_authority(viewer: Viewer) -> Condition:
    """The tender is another buyer's."""
    return Opposite(OneOf("authority", _organisation(viewer)))


def before_the_award(viewer: Viewer) -> Condition:
    """The tender is not decided."""
    return Opposite(Begun("award_at", viewer.at, unset=False))


def viewer_is_not_on_its_panel(viewer: Viewer) -> Condition:
    """The viewer does not judge the tender."""
    return Opposite(Meets("panel", _person(viewer)))


def protected(viewer: Viewer) -> Condition:  # noqa: ARG001 - the same for every viewer
    """It could harm somebody if it came out."""
    return Meets("flags", frozenset({Flag.PROTECTED}))


def handled_by_others(viewer: Viewer) -> Condition:
    """The viewer is not one of the persons who handle it."""
    return Opposite(Meets("handlers", _person(viewer)))


def kept_by_viewers_organisation(viewer: Viewer) -> Condition:
    """The viewer's organisation keeps it for its originator."""
    return OneOf("custodian", _organisation(viewer))


def kept_elsewhere(viewer: Viewer) -> Condition:
    """The viewer's organisation does not keep it for its originator."""
    return Opposite(kept_by_viewers_organisation(viewer))


def viewer_is_a_steward(viewer: Viewer) -> Condition:
    """The viewer looks after what its organisation keeps for others."""
    return Always(viewer.steward)


def viewer_is_no_steward(viewer: Viewer) -> Condition:
    """The viewer does not look after what its organisation keeps for others."""
    return Always(not viewer.steward)


def granted_to_viewer(viewer: Viewer) -> Condition:
    """Its originator granted it to the viewer, for the purpose the viewer names, and the grant is open."""
    if viewer.organisation is None or viewer.purpose is None:
        return Always(answer=False)
    return Granted(viewer.organisation, viewer.person, viewer.purpose, viewer.at)


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


def _person(viewer: Viewer) -> frozenset[UUID]:
    return frozenset({viewer.person} if viewer.person else ())
