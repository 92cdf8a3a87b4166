"""From what an originator chose to a label, and back from a label to what was chosen."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from commonpurchase.holdings.facts.marking import Marked, Preset
from commonpurchase.holdings.reckoning.days import begins
from commonpurchase.sharing.facts import Audience, Flag, Label
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.reckoning.joins import join, normal

#: The preset that a flag makes, the most particular first; then what the audience makes.
BY_FLAG = (
    (Flag.PROTECTED, Preset.PROTECTED),
    (Flag.TENDER, Preset.TENDER),
    (Flag.PERSONAL, Preset.PERSON),
    (Flag.NDA, Preset.NDA),
)
BY_AUDIENCE = {
    Audience.OWN: Preset.OWN,
    Audience.GROUP: Preset.BUYERS,
    Audience.MEMBERS: Preset.MEMBERS,
    Audience.PUBLIC: Preset.MEMBERS,
}


def label(before: Label, chosen: Marked, *, derived: bool) -> Label:
    """The label that a choice amounts to. What was left out by name stays out; grants stay as they are.

    Of something made from other records: the choice joined with what the label says already.
    """
    bare = _of_preset(before, chosen)
    flags = bare.flags | _marks(chosen)
    subjects = bare.subjects | ({before.originator} if chosen.wall else frozenset())
    if Flag.COMPETITIVELY_SENSITIVE in flags:
        subjects |= before.subjects | chosen.subjects
    marked = replace(
        bare,
        flags=flags,
        subjects=subjects,
        excluded=before.excluded,
        custodian=chosen.custodian,
        embargo_until=_moment(before.embargo_until, chosen.embargo_until),
        retain_until=_moment(before.retain_until, chosen.retain_until),
        grants=before.grants,
    )
    return replace(join(before, marked), grants=before.grants) if derived else normal(marked)


def chosen(label: Label) -> Marked:
    """What a label says, as an originator would choose it again."""
    secrets = sorted(one.programme for one in label.secrets if one.organisation == label.originator)
    return Marked(
        preset=preset_of(label),
        named=label.named,
        subjects=label.subjects - {label.originator},
        programme=secrets[0] if secrets else "",
        handlers=label.handlers,
        authority=label.authority,
        panel=label.panel,
        custodian=label.custodian,
        wall=Flag.COMPETITIVELY_SENSITIVE in label.flags,
        environmental=Flag.ENVIRONMENTAL in label.flags,
        embargo_until=_day(label.embargo_until),
        retain_until=_day(label.retain_until),
    )


def preset_of(label: Label) -> Preset:
    """The class that a label amounts to, in the words of marking."""
    by_flag = next((preset for flag, preset in BY_FLAG if flag in label.flags), None)
    if by_flag or label.audience is not Audience.NAMED:
        return by_flag or BY_AUDIENCE[label.audience]
    return Preset.SENSITIVE if Flag.COMPETITIVELY_SENSITIVE in label.flags else Preset.NAMED


def in_order(label: Label) -> str:
    """A label in words that do not depend on the order of a set, to be hashed."""
    said = {name: getattr(label, name) for name in Label.__dataclass_fields__}
    return str(
        {name: sorted(map(str, x)) if isinstance(x, frozenset) else str(x) for name, x in said.items()}
    )


def _of_preset(before: Label, chosen: Marked) -> Label:
    own, named = before.originator, chosen.named
    handlers = before.handlers if chosen.handlers is None else chosen.handlers
    made = {
        Preset.OWN: presets.own(own),
        Preset.MEMBERS: presets.members(own),
        Preset.BUYERS: presets.buyers_only(own),
        Preset.NAMED: presets.named(own, *named),
        Preset.NDA: presets.under_nda(own, *named, programme=chosen.programme),
        Preset.SENSITIVE: presets.competitive(own, *named, subjects=chosen.subjects),
        Preset.PERSON: presets.person(own, *named),
        Preset.PROTECTED: presets.protected(own, *named, handlers=handlers),
    }
    return _bid(before, chosen) if chosen.preset is Preset.TENDER else made[chosen.preset]


def _bid(before: Label, chosen: Marked) -> Label:
    """A bid; the award that its authority entered stays."""
    authority: UUID = chosen.authority  # type: ignore[assignment]
    panel = before.panel if chosen.panel is None else chosen.panel
    same = Flag.TENDER in before.flags and before.authority == authority
    made = presets.tender(before.originator, authority, panel=panel)
    return replace(made, award_at=before.award_at if same else None)


def _marks(chosen: Marked) -> frozenset[Flag]:
    said = {Flag.COMPETITIVELY_SENSITIVE: chosen.wall, Flag.ENVIRONMENTAL: chosen.environmental}
    return frozenset(flag for flag, set_ in said.items() if set_)


def _moment(before: datetime | None, on: date | None) -> datetime | None:
    """The first moment of a day; the very moment that was said before where the day is the same."""
    if on is None:
        return None
    return before if on == _day(before) else begins(on)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None
