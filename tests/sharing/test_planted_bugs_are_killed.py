"""Each planted bug changes one thing in the table, its predicates or its SQL; the states must show it.

The control of `test_one_answer_everywhere`: a generator that lets one of these live proves nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Length, Replace

from commonpurchase.documents.models import File
from commonpurchase.sharing import facts, gate, queries
from commonpurchase.sharing.facts import (
    Audience,
    Begun,
    Condition,
    Granted,
    Meets,
    OneOf,
    Opposite,
    Permission,
    Predicate,
    Viewer,
)
from commonpurchase.sharing.models import Grant, Label, Party
from commonpurchase.sharing.rules import decide as decided
from commonpurchase.sharing.rules import permissions
from commonpurchase.sharing.rules import predicates as p
from tests.sharing import states
from tests.sharing.conftest import ANSWERS, Written

Line = list[Predicate]
Patch = pytest.MonkeyPatch
SEE, CHANGE, VERIFY = Permission


@dataclass
class Table:
    """A copy of the permission table, to be spoilt."""

    refused: list[Line]
    granted: dict[Permission, list[Line]]


def table() -> Table:
    granted: dict[Permission, list[Line]] = {
        key: [list(line) for line in lines] for key, lines in permissions.GRANTED.items()
    }
    return Table([list(line) for line in permissions.REFUSED], granted)


def install(patch: Patch, spoilt: Table) -> None:
    for module in (decided, queries):
        patch.setattr(module, "REFUSED", spoilt.refused)
        patch.setattr(module, "GRANTED", spoilt.granted)


def forget(*line: Predicate) -> Callable[[Patch], None]:
    """A refusing line is missing."""

    def plant(patch: Patch) -> None:
        spoilt = table()
        spoilt.refused.remove(list(line))
        install(patch, spoilt)

    return plant


def forget_grant(*line: Predicate) -> Callable[[Patch], None]:
    """A granting line is missing: nobody sees too much, somebody sees too little."""

    def plant(patch: Patch) -> None:
        spoilt = table()
        spoilt.granted[SEE].remove(list(line))
        install(patch, spoilt)

    return plant


def drop(predicate: Predicate, line: Line) -> Callable[[Patch], None]:
    """One condition of one line is missing."""

    def plant(patch: Patch) -> None:
        spoilt = table()
        for lines in (spoilt.refused, *spoilt.granted.values()):
            for one in lines:
                if one == line:
                    one.remove(predicate)
        install(patch, spoilt)

    return plant


def swap(old: Predicate, new: Predicate) -> Callable[[Patch], None]:
    """A condition is replaced by another wherever it stands."""

    def plant(patch: Patch) -> None:
        spoilt = table()
        for lines in (spoilt.refused, *spoilt.granted.values()):
            lines[:] = [[new if test is old else test for test in line] for line in lines]
        install(patch, spoilt)

    return plant


def everybody_changes_what_they_see(patch: Patch) -> None:
    spoilt = table()
    spoilt.granted[CHANGE] = spoilt.granted[SEE]
    install(patch, spoilt)


def spoil(fact: type, method: str, wrong: Callable[..., bool]) -> Callable[[Patch], None]:
    """A fact answers wrongly about a moment."""
    return lambda patch: patch.setattr(fact, method, wrong)


def agreements_of(changed: Callable[[Viewer], Viewer]) -> Callable[[Patch], None]:
    """The predicate about agreements is asked for another viewer."""
    return swap(p.not_covered_by_an_agreement, lambda viewer: p.not_covered_by_an_agreement(changed(viewer)))


def every_programme(viewer: Viewer) -> Viewer:
    whole = frozenset(replace(one, programmes=frozenset()) for one in viewer.agreements)
    return replace(viewer, agreements=whole)


def all_are_parties(viewer: Viewer) -> Viewer:
    own = {viewer.organisation} if viewer.organisation else set()
    joined = frozenset(replace(one, parties=one.parties | own) for one in viewer.agreements)
    return replace(viewer, agreements=joined)


def granted_for_anything(viewer: Viewer) -> Condition:
    for purpose in facts.Purpose:
        if viewer.purpose is None or purpose != viewer.purpose:
            return p.granted_to_viewer(replace(viewer, purpose=purpose))
    return p.granted_to_viewer(viewer)


def granted_to_colleagues(viewer: Viewer) -> Condition:
    return p.granted_to_viewer(replace(viewer, person=None))


def kept_by_anyone(viewer: Viewer) -> Condition:
    return Opposite(OneOf("custodian", frozenset({None})))


def decided_while_unset(viewer: Viewer) -> Condition:
    return Opposite(Begun("award_at", viewer.at))


def award_a_tick_early(viewer: Viewer) -> Condition:
    return Opposite(Begun("award_at", viewer.at + states.TICK, unset=False))


def anyone_named(viewer: Viewer) -> Condition:
    return Opposite(OneOf("audience", frozenset({Audience.PUBLIC, Audience.MEMBERS, Audience.GROUP})))


def in_one_of_its_groups(viewer: Viewer) -> Condition:
    return Meets("groups", viewer.groups)  # type: ignore[arg-type]


def excluded_by_person(viewer: Viewer) -> Condition:
    return Meets("excluded", frozenset({viewer.person} if viewer.person else ()))


def embargo_a_tick_short(viewer: Viewer) -> Condition:
    return Opposite(Begun("embargo_until", viewer.at + states.TICK))


def embargo_a_tick_long(viewer: Viewer) -> Condition:
    return Opposite(Begun("embargo_until", viewer.at - states.TICK))


def names_are_subjects(viewer: Viewer) -> Condition:
    return Meets("subjects", frozenset({viewer.organisation} if viewer.organisation else ()))


def no_rivals(viewer: Viewer) -> Condition:
    return OneOf("originator", frozenset())


def only_one_rival(viewer: Viewer) -> Condition:
    return OneOf("originator", frozenset(sorted(viewer.rivals)[:1]))


OTHERS: Line = [p.not_sealed, p.put_here_by_another]
ELSEWHERE: Line = [*OTHERS, p.kept_elsewhere]
CSI = p.competitively_sensitive
VERIFYING: Line = list(permissions.GRANTED[VERIFY][0])
IN_THE_TABLE: dict[str, Callable[[Patch], None]] = {
    "whoever is named verifies": drop(p.viewer_monitors, VERIFYING),
    "monitoring partners verify what they are not named in": drop(p.names_viewer, VERIFYING),
    "monitoring partners verify what they say themselves": drop(p.put_here_by_another, VERIFYING),
    "monitoring partners verify what names them for nobody": drop(p.open_to_those_named, VERIFYING),
    "monitoring partners verify across groups": drop(p.viewer_is_in_its_groups, VERIFYING),
    "monitoring partners verify what they sealed": drop(p.not_sealed, VERIFYING),
    "closed accounts still read": forget(p.viewer_is_inactive),
    "colleagues read what is sealed": forget(p.sealed, p.written_by_another_person),
    "authors cannot read what they sealed": forget_grant(p.sealed, p.written_by_viewer),
    "the seal does not beat the embargo": drop(p.not_sealed, [*ELSEWHERE, p.under_embargo]),
    "the seal does not beat the exclusion": drop(p.not_sealed, [*OTHERS, p.excludes_viewer]),
    "the wall forgets who put it here": forget(*OTHERS, CSI, p.from_a_rival),
    "the wall forgets whom it is about": forget(*OTHERS, CSI, p.about_a_rival),
    "the wall forgets who signs out": forget(*OTHERS, CSI, p.viewer_acts_for_nobody),
    "the wall stands on another flag": swap(CSI, p.aggregate_only),
    "the wall knows one rival only": swap(p.from_a_rival, only_one_rival),
    "nobody has rivals": swap(p.from_a_rival, no_rivals),
    "exclusion is forgotten": forget(*OTHERS, p.excludes_viewer),
    "exclusion excludes people": swap(p.excludes_viewer, excluded_by_person),
    "exclusion binds the originator": drop(p.put_here_by_another, [*OTHERS, p.excludes_viewer]),
    "the embargo is forgotten": forget(*ELSEWHERE, p.under_embargo),
    "the embargo binds the originator": drop(p.put_here_by_another, [*ELSEWHERE, p.under_embargo]),
    "the embargo ends a tick early": swap(p.under_embargo, embargo_a_tick_short),
    "the embargo ends a tick late": swap(p.under_embargo, embargo_a_tick_long),
    "what only counts in sums is shown": forget(*ELSEWHERE, p.aggregate_only),
    "agreements are forgotten": forget(*ELSEWHERE, p.under_an_nda, p.not_covered_by_an_agreement),
    "a secret of nobody needs no agreement": forget(*ELSEWHERE, p.under_an_nda, p.names_no_secret),
    "an agreement covers every programme": agreements_of(every_programme),
    "an agreement between others covers": agreements_of(all_are_parties),
    "an agreement holds at its end": spoil(
        facts.Agreement,
        "in_force",
        lambda a, at: a.start <= at <= a.end and (a.ended_at is None or at < a.ended_at),
    ),
    "an agreement holds before its start": spoil(
        facts.Agreement, "in_force", lambda a, at: at < a.end and (a.ended_at is None or at < a.ended_at)
    ),
    "an agreement ended early goes on": spoil(
        facts.Agreement, "in_force", lambda a, at: a.start <= at < a.end
    ),
    "an agreement ended this moment goes on": spoil(
        facts.Agreement,
        "in_force",
        lambda a, at: a.start <= at < a.end and (a.ended_at is None or at <= a.ended_at),
    ),
    "grants are forgotten": forget_grant(p.granted_to_viewer),
    "a grant opens for any purpose": swap(p.granted_to_viewer, granted_for_anything),
    "a grant to a person is forgotten": swap(p.granted_to_viewer, granted_to_colleagues),
    "stewards are locked out": forget_grant(p.kept_by_viewers_organisation, p.viewer_is_a_steward),
    "colleagues of stewards read": forget(*OTHERS, p.kept_by_viewers_organisation, p.viewer_is_no_steward),
    "stewards wait for the embargo": drop(p.kept_elsewhere, [*ELSEWHERE, p.under_embargo]),
    "stewards do not see what they sum": drop(p.kept_elsewhere, [*ELSEWHERE, p.aggregate_only]),
    "stewards need an agreement": drop(
        p.kept_elsewhere, [*ELSEWHERE, p.under_an_nda, p.not_covered_by_an_agreement]
    ),
    "stewards need to be handlers": drop(p.kept_elsewhere, [*ELSEWHERE, p.protected, p.handled_by_others]),
    "stewards are stewards everywhere": swap(p.kept_by_viewers_organisation, kept_by_anyone),
    "a tender is any buyer's": forget(*OTHERS, p.part_of_a_tender, p.of_another_authority),
    "bids are open before the award": forget(
        *OTHERS, p.part_of_a_tender, p.before_the_award, p.viewer_is_not_on_its_panel
    ),
    "the panel waits for the award": drop(
        p.viewer_is_not_on_its_panel,
        [*OTHERS, p.part_of_a_tender, p.before_the_award, p.viewer_is_not_on_its_panel],
    ),
    "a tender without an award is decided": swap(p.before_the_award, decided_while_unset),
    "a tender is decided a tick early": swap(p.before_the_award, award_a_tick_early),
    "cases are open to whoever is named": forget(*ELSEWHERE, p.protected, p.handled_by_others),
    "originators cannot read their own": forget_grant(p.originated_by_viewer),
    "the public is forgotten": forget_grant(p.open_to_everyone),
    "members need not be members": drop(p.viewer_is_a_member, [p.open_to_members, p.viewer_is_a_member]),
    "a group without a name is everybody": swap(p.asks_for_a_group, p.viewer_is_a_member),
    "one of several groups is enough": swap(p.viewer_is_in_its_groups, in_one_of_its_groups),
    "names are not asked for": swap(p.names_viewer, p.viewer_is_a_member),
    "groups are not asked of those named": drop(
        p.viewer_is_in_its_groups, [p.open_to_those_named, p.names_viewer, p.viewer_is_in_its_groups]
    ),
    "whom it is about counts as named": swap(p.names_viewer, names_are_subjects),
    "names open what is for nobody else": swap(p.open_to_those_named, anyone_named),
    "whoever sees may change": everybody_changes_what_they_see,
}


def patched(name: str, spoilt: Callable[..., Any]) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(queries, name, spoilt)


def meets_whatever_role(field: str, accepted: Any) -> Q:
    if field == "flags":
        return MEETS(field, accepted)
    return Q(Exists(Party.objects.filter(label=OuterRef("pk"), who__in=accepted)))


def within_as_text(field: str, accepted: Any) -> Q:
    if field == "groups" and accepted:
        return Q(groups="") | Q(groups__in=[f"|{group}|" for group in accepted])
    return WITHIN(field, accepted)


def taken(text: str) -> Any:
    return Replace(F("groups"), Value(text), Value(""), output_field=TextField())


def covered(column: str, texts: list[str]) -> Any:
    return sum((Length(column) - Length(taken(text)) for text in texts), start=Value(0))


def without_quoting(groups: list[str]) -> Any:
    return covered("groups", [f"|{group}|" for group in groups])


def without_bars(groups: list[str]) -> Any:
    return covered("groups", groups) + Length("groups") - Length(taken("|"))


def in_any_case(field: str, accepted: Any) -> Q:
    if field == "groups":
        return WITHIN(field, accepted | {group.swapcase() for group in accepted})
    return WITHIN(field, accepted)


def never_opposite(inner: Q) -> Q:
    return inner


def strictly_begun(condition: Condition) -> Q:
    if isinstance(condition, Begun):
        return Q(embargo_until__isnull=True) | Q(embargo_until__lt=condition.at)
    return AS_Q(condition)


def never_without_a_moment(condition: Condition) -> Q:
    return Q(embargo_until__lte=condition.at) if isinstance(condition, Begun) else AS_Q(condition)


def by_the_day(condition: Condition) -> Q:
    if isinstance(condition, Begun):
        at: datetime = condition.at
        return Q(embargo_until__isnull=True) | Q(embargo_until__date__lte=at.date())
    return AS_Q(condition)


def audiences_up_to(condition: Condition) -> Q:
    if isinstance(condition, OneOf) and condition.field == "audience":
        return Q(audience__gte=min(condition.accepted))  # type: ignore[type-var]
    return AS_Q(condition)


def grants_where(change: Callable[[Granted], Granted]) -> Callable[[Granted], Any]:
    return lambda asked: GRANTS(change(asked))


def revoked_grants_too(asked: Granted) -> Any:
    return Grant.objects.filter(
        Q(person=None) | Q(person=asked.person), label=OuterRef("pk"), organisation=asked.organisation,
        purpose=asked.purpose.value, start__lte=asked.at, end__gt=asked.at,
    )  # fmt: skip


def inclusive_end(asked: Granted) -> Any:
    return GRANTS(asked) | Grant.objects.filter(
        label=OuterRef("pk"), organisation=asked.organisation, purpose=asked.purpose.value,
        end=asked.at, person=None, revoked_at=None,
    )  # fmt: skip


def programmes_apart(wholly: frozenset[Any], in_part: frozenset[Any]) -> Any:
    """Organisation and programme may come from two different agreements."""
    known = {one.programme for one in in_part}
    whose = {one.organisation for one in in_part}
    both = Q(who__in=whose, programme__in=known)
    return queries._parties(Party.SECRET).exclude(Q(who__in=wholly) | both)


def grants_beat_refusals(viewer: Viewer, permission: Permission) -> Any:
    return Label.objects.filter(queries._some_line_holds(permissions.GRANTED[permission], viewer))


AS_Q, MEETS, WITHIN, GRANTS = queries.as_q, queries._meets, queries._within, queries._grants
IN_THE_SQL: dict[str, Callable[[Patch], None]] = {
    "a party counts whatever its role": patched("_meets", meets_whatever_role),
    "only one group can be asked for": patched("_within", within_as_text),
    "a bar inside a name splits it": patched("_covered", without_quoting),
    "a name is found inside another": patched("_covered", without_bars),
    "groups match in any case": patched("_within", in_any_case),
    "negations are dropped": patched("_opposite", never_opposite),
    "the embargo ends after its moment": patched("as_q", strictly_begun),
    "no embargo is an embargo for ever": patched("as_q", never_without_a_moment),
    "the embargo ends with its day": patched("as_q", by_the_day),
    "audiences include the wider ones": patched("as_q", audiences_up_to),
    "a revoked grant goes on": patched("_grants", revoked_grants_too),
    "a grant opens at its end": patched("_grants", inclusive_end),
    "a grant is anybody's of the organisation": patched(
        "_grants", grants_where(lambda asked: replace(asked, person=None))
    ),
    "a grant begins a tick early": patched(
        "_grants", grants_where(lambda asked: replace(asked, at=asked.at + states.TICK))
    ),
    "programmes are mixed up": patched("_uncovered", programmes_apart),
    "grants beat refusals": patched("permitted_labels", grants_beat_refusals),
}


@pytest.fixture(autouse=True)
def _questions_are_put_anew() -> Iterator[None]:
    """A viewer's question is kept in words; a planted bug must not meet the words from before it."""
    queries._asked.cache_clear()
    queries._condition.cache_clear()
    yield
    queries._asked.cache_clear()
    queries._condition.cache_clear()


def killed_by_the_lists(written: Written) -> bool:
    return any(
        set(gate.visible(viewer, File, permission).values_list("pk", flat=True))
        != written.expected(viewer, permission)
        for permission in Permission
        for viewer in written.viewers
    )


def killed_by_the_decision(written: Written) -> bool:
    return any(
        decided.decide(state.viewer, permission, state.label).allowed != answer(state.viewer, state.label)
        for state in written.states.values()
        for permission, answer in ANSWERS.items()
    )


@pytest.mark.parametrize("plant", IN_THE_TABLE.values(), ids=IN_THE_TABLE)
def test_a_bug_in_the_table_is_killed(
    written: Written, monkeypatch: pytest.MonkeyPatch, plant: Callable[[Patch], None]
) -> None:
    plant(monkeypatch)

    assert killed_by_the_decision(written)
    if plant is not IN_THE_TABLE["one of several groups is enough"]:  # has no SQL of its own
        assert killed_by_the_lists(written)


@pytest.mark.parametrize("plant", IN_THE_SQL.values(), ids=IN_THE_SQL)
def test_a_bug_in_the_sql_is_killed(
    written: Written, monkeypatch: pytest.MonkeyPatch, plant: Callable[[Patch], None]
) -> None:
    plant(monkeypatch)

    assert not killed_by_the_decision(written)
    assert killed_by_the_lists(written)


def test_a_decision_that_grants_first_is_killed(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = table()
    spoilt.refused.clear()
    monkeypatch.setattr(decided, "REFUSED", spoilt.refused)

    assert killed_by_the_decision(written)


def test_without_a_bug_nothing_is_killed(written: Written) -> None:
    assert not killed_by_the_decision(written)
    assert not killed_by_the_lists(written)
