"""Statements from proposal to revocation: who may, who must agree, who sees what, and nothing by hand."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures.models import SiteRow, Verification
from commonpurchase.disclosures.queries import label_of
from commonpurchase.history import actions as history
from commonpurchase.history.models import Event
from commonpurchase.holdings.actions import attestations as actions
from commonpurchase.holdings.facts.attestations import Claim, Class, Count, Scope, Standing
from commonpurchase.holdings.facts.issuing import Force, Stage, Wanted
from commonpurchase.holdings.models import Attestation, Place, Proposal
from commonpurchase.holdings.queries import attestations as queries
from commonpurchase.holdings.queries import drafts, keys
from commonpurchase.holdings.readers import credentials
from commonpurchase.holdings.reckoning import checks
from commonpurchase.organisations.facts import Kind
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Flag, Viewer
from commonpurchase.sharing.reckoning.joins import covers, derived
from tests import world as the_world
from tests.contracts import records
from tests.holdings import attesting
from tests.holdings.attesting import ALL, SOME, Scene, later
from tests.world import AT, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world: World) -> Scene:
    one = attesting.scene(world)
    attesting.with_key(one.bob)
    return one


def visible(viewer: Viewer) -> list[UUID]:
    return [one.id for one in queries.issued(viewer)]


def test_a_supplier_attests_to_those_who_see_its_rows_alone(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik, wanted=ALL)

    one = queries.opened(scene.alice, key)
    assert one.statement.claim is Claim.ALL_SITES_DISCLOSED
    assert (one.statement.sites, one.statement.countries) == (Count.exactly(1), Count.exactly(1))
    assert one.statement.updated_on == date(2026, 2, 1)
    assert one.force is Force.IN_FORCE


def test_its_class_and_label_come_from_the_rows(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik)

    label = Attestation.objects.get(pk=key).label.fact
    rows = label_of(scene.bob, scene.version.pk)
    assert label.named == {scene.world.ekvik.id}
    assert Flag.COMPETITIVELY_SENSITIVE in label.flags
    assert covers(label, derived(scene.world.nordbyte.id, [rows]))
    assert queries.opened(scene.alice, key).label_class is Class.SENSITIVE


def test_charlie_and_everybody_not_named_sees_nothing(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik)

    for viewer in (scene.charlie, scene.dana, scene.erin, scene.convenor, Viewer(at=AT)):
        assert visible(viewer) == []
        with pytest.raises(gate.NotFoundError):
            queries.opened(viewer, key)
    assert visible(scene.alice) == visible(scene.bob) == [key]


def test_a_recipient_learns_of_no_other_recipient(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik, scene.world.monitor)

    assert queries.opened(scene.alice, key).recipients == frozenset()
    assert queries.opened(scene.bob, key).recipients == {scene.world.ekvik.id, scene.world.monitor.id}
    assert str(scene.world.monitor.id) not in queries.opened(scene.alice, key).content.decode()


def test_what_verifiers_checked_is_named_with_them(scene: Scene) -> None:
    attesting.verified(scene, date(2026, 2, 20))

    key = attesting.signed(scene, scene.world.ekvik, wanted=replace(ALL, claim=Claim.ALL_SITES_VERIFIED))

    basis = queries.opened(scene.alice, key).statement.basis
    assert (basis.checked_by, basis.checked_on) == ("Open Gate", date(2026, 2, 20))


REFUSED = {
    "a model without a site": (
        replace(SOME, scope=Scope((Model("A", "B"),), 1)),
        "A",
    ),
    "another tier": (replace(SOME, scope=Scope((attesting.BOOK,), 2)), "tier 2"),
    "all, not declared": (replace(ALL, declared=False), "declare"),
    "verified, by nobody": (replace(ALL, claim=Claim.ALL_SITES_VERIFIED), "nobody has verified"),
    "for too long": (replace(SOME, days=367), "367"),
    "for no day": (replace(SOME, days=0), "1 to"),
}


@pytest.mark.parametrize(("wanted", "said"), REFUSED.values(), ids=REFUSED)
def test_what_the_rows_do_not_support_is_refused(scene: Scene, wanted: Wanted, said: str) -> None:
    with pytest.raises(actions.NotReadyError, match=said):
        attesting.signed(scene, scene.world.ekvik, wanted=wanted)

    assert not Proposal.objects.exists()


def test_rows_too_old_carry_no_statement_of_all_but_one_that_says_their_day(scene: Scene) -> None:
    SiteRow.objects.update(disclosed_on=date(2025, 2, 28))

    with pytest.raises(actions.NotReadyError, match="older than 365 days"):
        attesting.signed(scene, scene.world.ekvik, wanted=ALL)
    key = attesting.signed(scene, scene.world.ekvik)

    assert queries.opened(scene.alice, key).statement.updated_on == date(2025, 2, 28)


def test_everything_that_is_wrong_is_said_at_once(scene: Scene) -> None:
    wanted = replace(ALL, declared=False, days=0, scope=Scope((attesting.BOOK,), 3))

    with pytest.raises(actions.NotReadyError) as refused:
        attesting.signed(scene, wanted=wanted)

    assert all(part in str(refused.value) for part in ("tier 3", "declare", "1 to 366", "at least one org"))


def test_a_competitor_is_no_recipient(scene: Scene) -> None:
    with pytest.raises(actions.NotReadyError, match="at least one organisation"):
        attesting.signed(scene, scene.world.tekhandel)


def test_a_buyer_receives_attestations_and_issues_none(scene: Scene) -> None:
    attesting.with_key(scene.alice)

    with pytest.raises(actions.NotReadyError, match="buyer receives"):
        attesting.signed(scene, scene.world.monitor, by=scene.alice)


def test_nothing_is_attested_from_rows_that_one_does_not_see(scene: Scene) -> None:
    for viewer in (scene.charlie, scene.dana):
        with pytest.raises(gate.NotFoundError):
            drafts.drafted(viewer, scene.world.nordbyte.id, scene.wanted(scene.world.ekvik))


def test_without_a_key_nothing_is_proposed(world: World) -> None:
    one = attesting.scene(world)

    with pytest.raises(actions.NotReadyError, match="no key"):
        attesting.signed(one, world.ekvik)


# --- For those who may not see the rows -------------------------------------------------------


def proposed(scene: Scene, by: Viewer | None = None) -> UUID:
    """To Fjordby, which may not see the rows."""
    wanted = scene.wanted(scene.world.fjordby)
    return actions.propose(subject=scene.world.nordbyte.id, wanted=wanted, by=by or scene.bob)


def test_who_may_not_see_the_rows_gets_a_statement_that_two_persons_agreed_to(scene: Scene) -> None:
    proposal = proposed(scene)
    with pytest.raises(actions.NotReadyError, match="Fjordby kommune may not see the rows: a second person"):
        actions.sign(proposal=proposal, by=scene.bob)

    actions.agree(proposal=proposal, by=scene.britt)
    key = actions.sign(proposal=proposal, by=scene.britt)

    one = queries.opened(scene.dana, key)
    assert one.agreed == ()
    assert {agreed.person for agreed in queries.opened(scene.bob, key).agreed} == {
        scene.bob.person,
        scene.britt.person,
    }
    assert visible(scene.alice) == visible(scene.charlie) == []


def test_the_statement_holds_no_site_and_no_place(scene: Scene) -> None:
    proposal = proposed(scene)
    actions.agree(proposal=proposal, by=scene.britt)
    key = actions.sign(proposal=proposal, by=scene.bob)

    text = queries.opened(scene.dana, key).content.decode()
    row = SiteRow.objects.get()
    assert all(
        part not in text for part in (row.site_name, row.address, row.reference, str(scene.version.pk))
    )
    with pytest.raises(gate.NotFoundError):
        label_of(scene.dana, scene.version.pk)


def test_every_step_stands_in_history_with_the_hashes_of_what_went_in(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, dict[str, object]]] = []
    append = history.append

    def overheard(*, verb: str, subject: tuple[str, UUID], content: dict[str, object], by: Viewer) -> str:
        told.append((verb, content))
        return append(verb=verb, subject=subject, content=content, by=by)

    monkeypatch.setattr(history, "append", overheard)
    proposal = proposed(scene)
    actions.agree(proposal=proposal, by=scene.britt)
    actions.sign(proposal=proposal, by=scene.bob)

    row = Proposal.objects.get()
    assert [verb for verb, _ in told] == [
        "holdings.propose_attestation",
        "holdings.agree_to_attestation",
        "holdings.sign_attestation",
    ]
    assert all(content["inputs"] == {str(scene.version.pk): row.input_sha256} for _, content in told)
    assert told[-1][1]["redacted"] is True
    assert told[-1][1]["agreed"] == [str(scene.bob.person), str(scene.britt.person)]
    assert Event.objects.filter(subject=str(proposal)).count() == 3


def test_one_person_alone_agrees_only_once(scene: Scene) -> None:
    proposal = proposed(scene)

    with pytest.raises(actions.NotReadyError, match="You have agreed already"):
        actions.agree(proposal=proposal, by=scene.bob)


def test_an_organisation_with_one_person_is_told_that_it_needs_two(scene: Scene) -> None:
    Mandate.objects.filter(person=scene.britt.person).update(until=AT.date())

    with pytest.raises(actions.NotReadyError, match="only one acts for Nordbyte AB"):
        proposed(scene)


def test_the_agreement_of_somebody_who_left_does_not_count(scene: Scene) -> None:
    proposal = proposed(scene)
    actions.agree(proposal=proposal, by=scene.britt)
    Mandate.objects.filter(person=scene.bob.person).update(until=AT.date())

    with pytest.raises(actions.NotReadyError, match="a second person"):
        actions.sign(proposal=proposal, by=scene.britt)


def test_nobody_else_agrees_or_signs_or_sees_a_proposal(scene: Scene) -> None:
    proposal = proposed(scene)

    for viewer in (scene.charlie, scene.alice, scene.dana, scene.erin, scene.convenor, Viewer(at=AT)):
        assert queries.proposals(viewer) == []
        for act in (actions.agree, actions.sign, actions.set_aside):
            with pytest.raises(gate.NotFoundError):
                act(proposal=proposal, by=viewer)


def test_rows_that_changed_meanwhile_are_to_be_looked_at_again(scene: Scene) -> None:
    proposal = proposed(scene)
    attesting.verified(scene, date(2026, 2, 20))

    with pytest.raises(actions.NotReadyError, match="changed since this was proposed"):
        actions.agree(proposal=proposal, by=scene.britt)
    with pytest.raises(actions.NotReadyError, match="changed since this was proposed"):
        actions.sign(proposal=proposal, by=scene.bob)


def test_a_verification_taken_back_is_a_change(scene: Scene) -> None:
    attesting.verified(scene, date(2026, 2, 20))
    proposal = proposed(scene)
    disclosures.withdraw_verification(
        disclosure=scene.version.pk,
        verification=Verification.objects.get().pk,
        because="Wrong",
        by=scene.erin,
    )

    with pytest.raises(actions.NotReadyError, match="changed"):
        actions.agree(proposal=proposal, by=later(scene.britt, days=1))


def test_a_new_version_is_a_change(scene: Scene) -> None:
    proposal = proposed(scene)
    actions.agree(proposal=proposal, by=scene.britt)
    records.disclosure(scene.world.nordbyte, scene.world.ekvik, on=AT.date(), at=AT)

    with pytest.raises(actions.NotReadyError, match="changed"):
        actions.sign(proposal=proposal, by=scene.bob)


def test_a_proposal_waits_for_two_weeks(scene: Scene) -> None:
    proposal = proposed(scene)

    with pytest.raises(actions.NotReadyError, match="after 14 days"):
        actions.agree(proposal=proposal, by=later(scene.britt, days=15))
    actions.agree(proposal=proposal, by=later(scene.britt, days=14))


def test_what_was_set_aside_or_signed_is_done(scene: Scene) -> None:
    aside, done = proposed(scene), proposed(scene)
    actions.set_aside(proposal=aside, by=scene.britt)
    actions.agree(proposal=done, by=scene.britt)
    actions.sign(proposal=done, by=scene.bob)

    for proposal in (aside, done):
        for act, by in (
            (actions.agree, scene.britt),
            (actions.sign, scene.bob),
            (actions.set_aside, scene.bob),
        ):
            with pytest.raises(actions.NotReadyError):
                act(proposal=proposal, by=by)
    assert queries.proposals(scene.bob) == []
    assert Attestation.objects.count() == 1


def test_only_the_issuer_sets_a_proposal_aside(scene: Scene) -> None:
    attesting.with_key(scene.convenor)
    proposal = proposed(scene, by=scene.convenor)

    with pytest.raises(gate.RefusedError):
        actions.set_aside(proposal=proposal, by=scene.bob)
    with pytest.raises(gate.RefusedError):
        actions.sign(proposal=proposal, by=scene.bob)


# --- A custodian attests from rows that others entrusted to it ---------------------------------


def test_a_custodian_attests_within_the_audience_of_the_rows_and_the_supplier_sees_it(scene: Scene) -> None:
    attesting.with_key(scene.convenor)

    key = attesting.signed(scene, scene.world.ekvik, by=scene.convenor)

    assert visible(scene.bob) == visible(scene.alice) == [key]
    assert visible(scene.charlie) == visible(scene.erin) == visible(scene.dana) == []
    assert queries.opened(scene.alice, key).issuer.name == "Fair Circuits"


def test_a_custodian_cannot_say_that_these_are_all(scene: Scene) -> None:
    attesting.with_key(scene.convenor)

    with pytest.raises(actions.NotReadyError, match="Only the supplier itself"):
        attesting.signed(scene, scene.world.ekvik, wanted=ALL, by=scene.convenor)


def test_beyond_the_rows_audience_two_persons_of_the_supplier_agree_and_the_custodian_signs(
    scene: Scene,
) -> None:
    attesting.with_key(scene.convenor)
    proposal = proposed(scene, by=scene.convenor)
    with pytest.raises(gate.RefusedError, match="whose rows they are"):
        actions.agree(proposal=proposal, by=scene.convenor)
    actions.agree(proposal=proposal, by=scene.bob)
    with pytest.raises(actions.NotReadyError, match="a second person"):
        actions.sign(proposal=proposal, by=scene.convenor)

    actions.agree(proposal=proposal, by=scene.britt)
    key = actions.sign(proposal=proposal, by=scene.convenor)

    assert visible(scene.dana) == visible(scene.bob) == [key]
    assert visible(scene.charlie) == visible(scene.alice) == []


def test_the_supplier_agrees_to_the_rows_that_the_custodian_was_shown(scene: Scene) -> None:
    """A later version that the custodian does not see changes nothing, and is not given away."""
    attesting.with_key(scene.convenor)
    proposal = proposed(scene, by=scene.convenor)
    records.disclosure(scene.world.nordbyte, scene.world.ekvik, on=AT.date(), at=AT)

    actions.agree(proposal=proposal, by=scene.bob)
    actions.agree(proposal=proposal, by=scene.britt)

    assert actions.sign(proposal=proposal, by=scene.convenor)


# --- Taking back, expiry, keys ------------------------------------------------------------------


def standing(scene: Scene, key: UUID, at: Viewer) -> Standing:
    one = queries.opened(scene.bob, key)
    read, _ = credentials.read(one.content, "a")
    listed, _ = credentials.read(keys.status_list(at, one.key.id), "l")
    assert read is not None
    assert listed is not None
    return checks.check(read, at.at, lists=[listed], known_key=one.key.did).status.standing


def test_what_is_taken_back_is_taken_back_at_once_and_says_why(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik)
    assert standing(scene, key, Viewer(at=AT)) is Standing.NOT_REVOKED

    actions.take_back(attestation=key, because=" A site was missing. ", by=later(scene.bob, hours=1))

    one = queries.opened(later(scene.alice, hours=1), key)
    assert (one.force, one.revoked_because) == (Force.REVOKED, "A site was missing.")
    assert standing(scene, key, Viewer(at=AT + timedelta(hours=1))) is Standing.REVOKED
    assert standing(scene, key, Viewer(at=AT + timedelta(minutes=59))) is Standing.NOT_REVOKED


def test_only_the_issuer_takes_back_once_and_with_a_reason(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik)

    with pytest.raises(gate.NotFoundError):
        actions.take_back(attestation=key, because="x", by=scene.charlie)
    with pytest.raises(gate.RefusedError):
        actions.take_back(attestation=key, because="x", by=scene.alice)
    with pytest.raises(actions.NotReadyError, match="Say why"):
        actions.take_back(attestation=key, because=" ", by=scene.bob)
    actions.take_back(attestation=key, because="x", by=scene.bob)
    with pytest.raises(actions.NotReadyError, match="already"):
        actions.take_back(attestation=key, because="y", by=scene.bob)


def test_it_counts_until_its_last_moment_excluded(scene: Scene) -> None:
    key = attesting.signed(scene, scene.world.ekvik)

    assert queries.opened(later(scene.alice, days=100, seconds=-1), key).force is Force.IN_FORCE
    assert queries.opened(later(scene.alice, days=100), key).force is Force.EXPIRED


def test_a_place_in_the_list_is_drawn_and_never_given_twice(scene: Scene) -> None:
    proposals = [
        actions.propose(subject=scene.world.nordbyte.id, wanted=scene.wanted(scene.world.ekvik), by=scene.bob)
        for _ in range(3)
    ]
    for proposal in proposals:
        actions.sign(proposal=proposal, by=scene.bob, chance=lambda length: b"\xff" * length)

    assert sorted(Place.objects.values_list("index", flat=True)) == [0, 1, 131071]


def test_the_file_is_what_was_proposed(scene: Scene) -> None:
    proposal = proposed(scene)
    actions.agree(proposal=proposal, by=later(scene.britt, days=1))
    key = actions.sign(proposal=proposal, by=later(scene.bob, days=2))

    said = json.loads(queries.opened(later(scene.bob, days=2), key).content)["credentialSubject"]
    assert said == Proposal.objects.get().statement
    assert said["asOf"] == "2026-03-01"


def test_a_proposal_tells_where_it_stands(scene: Scene) -> None:
    proposal = proposed(scene)
    assert queries.proposed(scene.britt, proposal).stage is Stage.WAITING
    assert queries.may_agree(scene.britt, queries.proposed(scene.britt, proposal))
    assert not queries.may_agree(scene.bob, queries.proposed(scene.bob, proposal))

    actions.agree(proposal=proposal, by=scene.britt)
    assert queries.proposed(scene.britt, proposal).stage is Stage.READY
    key = actions.sign(proposal=proposal, by=scene.bob)

    assert queries.proposed(scene.bob, proposal).stage is Stage.SIGNED
    assert queries.signed_from(scene.bob, proposal) == key


def test_the_version_behind_it_is_named_only_to_issuer_and_subject(scene: Scene) -> None:
    attesting.with_key(scene.convenor)
    proposal = proposed(scene)
    actions.agree(proposal=proposal, by=scene.britt)
    key = actions.sign(proposal=proposal, by=scene.bob)

    assert queries.opened(scene.bob, key).rests_on == scene.version.pk
    assert queries.opened(scene.dana, key).rests_on is None


def test_a_convenor_is_offered_the_suppliers_it_sees_and_a_supplier_itself(scene: Scene) -> None:
    assert [one.name for one in drafts.subjects(scene.convenor)] == ["Nordbyte AB"]
    assert [one.name for one in drafts.subjects(scene.bob)] == ["Nordbyte AB"]
    assert [one.name for one in drafts.subjects(scene.charlie)] == ["Tekhandel AB"]


def test_unclaimed_and_competing_organisations_are_not_offered_as_recipients(scene: Scene) -> None:
    the_world.organisation("Unheard of", Kind.BRAND)

    names = {one.name for one in drafts.receivers(scene.bob, scene.world.nordbyte.id)}

    assert names == {"Ekvik stad", "Fjordby kommune", "Fair Circuits", "Open Gate"}
