"""Versions of Nordbyte and the people around them, to attest from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures.facts import Checked, Ground
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.holdings.actions import attestations, keys
from commonpurchase.holdings.facts.attestations import Claim, Scope
from commonpurchase.holdings.facts.issuing import Wanted
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.contracts import records
from tests.world import AT, World

BOOK = Model("Aurelis", "Book 14")
SOME = Wanted(Claim.SITES_DISCLOSED, Scope((BOOK,), 1), frozenset(), 100)
ALL = replace(SOME, claim=Claim.ALL_SITES_DISCLOSED, declared=True)
ADDRESS = "https://workspace.example/attestations/status/{}.json"


def address(key: UUID) -> str:
    return ADDRESS.format(key)


@dataclass(frozen=True)
class Scene:
    """A version of Nordbyte for Ekvik, the convenor and the monitoring partner; Fjordby sees none of it."""

    world: World
    version: Disclosure
    bob: Viewer
    britt: Viewer
    alice: Viewer
    dana: Viewer
    charlie: Viewer
    erin: Viewer
    convenor: Viewer

    def wanted(self, *recipients: Organisation, wanted: Wanted = SOME) -> Wanted:
        return replace(wanted, recipients=frozenset(one.id for one in recipients))


def scene(world: World, at: datetime = AT) -> Scene:
    britt = the_world.account(world.nordbyte, "britt@nordbyte.example")
    cora = the_world.account(world.convenor, "cora@faircircuits.example")
    version = records.disclosure(
        world.nordbyte,
        world.ekvik,
        world.convenor,
        world.monitor,
        on=(at - timedelta(days=28)).date(),
        at=at - timedelta(days=28),
    )
    looking = {
        name: the_world.viewer(of, person=person, at=at)
        for name, of, person in (
            ("bob", world.nordbyte, world.bob),
            ("britt", world.nordbyte, britt),
            ("alice", world.ekvik, world.alice),
            ("dana", world.fjordby, world.dana),
            ("charlie", world.tekhandel, world.charlie),
            ("erin", world.monitor, world.erin),
            ("convenor", world.convenor, cora),
        )
    }
    return Scene(world, version, **looking)


def with_key(by: Viewer) -> UUID:
    return keys.make(address=address, by=by)


def verified(one: Scene, on: date) -> None:
    checked = Checked(frozenset({"R1"}), on, Ground.VISIT, "The line was running.")
    disclosures.verify(disclosure=one.version.pk, checked=checked, by=one.erin)


def signed(one: Scene, *recipients: Organisation, wanted: Wanted = SOME, by: Viewer | None = None) -> UUID:
    """Proposed and signed by one person, for those who may see the rows."""
    who = by or one.bob
    proposal = attestations.propose(
        subject=one.world.nordbyte.id, wanted=one.wanted(*recipients, wanted=wanted), by=who
    )
    return attestations.sign(proposal=proposal, by=who)


def later(viewer: Viewer, **time: float) -> Viewer:
    return replace(viewer, at=viewer.at + timedelta(**time))


Act = Callable[[], object]
