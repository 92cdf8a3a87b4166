"""Every address of the workspace with somebody who may open it, on records made for the occasion."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID

from commonpurchase.contracts.actions import decisions, imports
from commonpurchase.contracts.facts import Model, Outcome
from commonpurchase.contracts.models import GateDecision
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures.facts import Checked, Ground
from commonpurchase.entrance import clock
from commonpurchase.holdings.actions import (
    agreements,
    attestations,
    cases,
    custody,
    grants,
    keys,
    marking,
    programmes,
    register,
)
from commonpurchase.holdings.facts.attestations import Claim, Scope
from commonpurchase.holdings.facts.custody import CustodyAnswer
from commonpurchase.holdings.facts.foi import ItemDecision, Notice
from commonpurchase.holdings.facts.foi import Outcome as Answered
from commonpurchase.holdings.facts.foi import State as CaseState
from commonpurchase.holdings.facts.issuing import Wanted
from commonpurchase.holdings.facts.marking import Marked, Preset
from commonpurchase.holdings.facts.register import Draft as PublicDraft
from commonpurchase.holdings.facts.register import Withheld
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.models import Hearing
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations.facts import Kind as Party
from commonpurchase.sharing.actions import agreements as drafting
from commonpurchase.sharing.actions.agreements import Draft
from commonpurchase.sharing.facts import Grant, Purpose, Viewer
from tests import world as the_world
from tests.contracts import records
from tests.engagement import staged
from tests.engagement.staged import Meetings
from tests.journeys import sums
from tests.world import World

SITES = b"""Row reference,Status,Brand,Product model,Site name,Address,Country,Tier
R1,confirm,Aurelis,Book 14,Lantian Assembly 1,1 Invented Road,CN,1
,,Aurelis,Book 14,Cellhaus,3 Mill Lane,Vietnam,2
"""
CONTRACTS = b"""contract_id,buyer,supplier,title,value,currency,end_on,notice_on
A-1,Ekvik stad,Nordbyte AB,Docking stations,480000,SEK,2031-06-30,2031-03-31
,Ekvik stad,Nordbyte AB,Without a number,1,SEK,2031-06-30,
"""
FILES = Path(__file__).resolve().parents[2] / "examples" / "files"


@dataclass(frozen=True)
class Stage:
    """The keys that addresses need, each of a record that Charlie must not know of."""

    world: World
    contract: UUID
    decision: UUID
    disclosure: UUID
    verification: UUID
    wrong_upload: UUID
    upload: UUID
    imported: UUID
    """A file of contracts that was carried out, one row set aside."""
    previewed: UUID
    unread: UUID
    """A file whose columns nobody has told yet."""
    broken: UUID
    """A file that cannot be read at all."""
    hidden: UUID
    """An organisation that only Ekvik named."""
    granted: UUID
    """A contract of Ekvik that Fjordby does not see, and its grant to Fjordby."""
    grant: UUID
    agreement: UUID
    attestation: UUID
    proposal: UUID
    """A statement for Fjordby, which sees no rows: it waits for a second person of Nordbyte."""
    """Between Ekvik and Nordbyte, signed by both; and one that nobody has signed."""
    drafted: UUID
    case: UUID
    """A request to Ekvik, searched, with the version that it found."""
    bid: UUID
    """Something that Fjordby put here for a tender of Ekvik; Alice is on the panel."""
    entry: UUID
    """In the public register, of Nordbyte."""
    publication: UUID
    """Of Ekvik, agreed to: Nordbyte, which it is about, can reply."""
    hearing: UUID
    programme: UUID
    """Of Open Gate, for Ekvik, with a statement."""
    meetings: Meetings
    """Of Open Gate, with two buyers and a reseller."""
    open_plan: UUID
    """A question of Open Gate to buyers; what it asks of Ekvik; one closed; one published; its sums."""
    asked: UUID
    closed_plan: UUID
    released_plan: UUID
    release: UUID


Keys = Callable[[Stage], list[object]]


def no_keys(_: Stage) -> list[object]:
    """The address is always the same."""
    return []


@dataclass(frozen=True)
class Visit:
    """One address: its name, its keys, who may open it, and what it is."""

    name: str
    keys: Keys = no_keys
    who: Literal["alice", "bob", "erin", "dana", "nobody"] = "alice"
    kind: Literal["page", "file", "button"] = "page"
    query: str = ""
    to_charlie: int = 404
    note: str = ""

    @property
    def id(self) -> str:
        """The name in a test's report."""
        return f"{self.name}{self.query and '?' + self.query} as {self.who} ({self.note or self.kind})"


def built(world: World) -> Stage:
    """Records around today: gates open and overdue, a decision, a version, two uploads."""
    today, at = clock.today(), clock.now()
    alice = the_world.viewer(world.ekvik, person=world.alice, at=at)
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=at)
    ahead = {days: today + timedelta(days=days) for days in (-6, 10, 60, 190, 300)}
    disclosure = records.disclosure(
        world.nordbyte,
        world.ekvik,
        world.monitor,
        on=today - timedelta(days=100),
        at=at - timedelta(days=100),
    )
    erin = the_world.viewer(world.monitor, person=world.erin, at=at)
    checked = Checked(frozenset({"R1"}), today - timedelta(days=3), Ground.VISIT, "The line was running.")
    bought = [("Aurelis", "Book 14")]
    contract, decided, *_ = [
        records.contract(
            world.ekvik, world.nordbyte, end=ahead[300], notice=ahead[days], title=title, bought=bought
        )
        for days, title in ((60, "Laptops for schools"), (60, "Monitors"), (-6, "Phones"), (190, "Tablets"))
    ]
    hidden = organisations.name_unclaimed(name="Lagerhus AB", kind=Party.RESELLER, by=alice)
    return Stage(
        world=world,
        contract=contract.pk,
        decision=decisions.decide(contract=decided.pk, outcome=Outcome.EXTEND, by=alice),
        disclosure=disclosure.pk,
        verification=disclosures.verify(disclosure=disclosure.pk, checked=checked, by=erin),
        wrong_upload=_upload("sites-two-errors.xlsx", (FILES / "sites-two-errors.xlsx").read_bytes(), bob),
        upload=_upload("sites.csv", SITES, bob),
        imported=_imported(alice),
        previewed=imports.receive(name="more.csv", content=CONTRACTS.replace(b"A-1", b"A-2"), by=alice),
        unread=imports.receive(
            name="list.csv", content=b"Nummer X,Wer,Von\nA-3,Ekvik stad,Nordbyte AB\n", by=alice
        ),
        broken=imports.receive(name="contracts.xlsx", content=b"not a workbook", by=alice),
        hidden=hidden.id,
        granted=contract.pk,
        grant=_granted(world, contract.pk, alice),
        agreement=_agreed(world, alice, bob),
        drafted=_drafted(world, "Tender papers", alice),
        case=_case(alice, disclosure.pk),
        programme=_programme(world, erin),
        bid=_bid(world, at),
        meetings=staged.built(world, at),
        **_attested(world, alice, bob),
        **sums.built(world, at),
        **_published(world, disclosure.pk, bob),
    )


def _attested(world: World, alice: Viewer, bob: Viewer) -> dict[str, UUID]:
    """Both have a key; Ekvik may see the rows, Fjordby may not, so a second person is asked."""
    the_world.account(world.nordbyte, "britt@nordbyte.example")
    for by in (alice, bob):
        keys.make(address=lambda key: f"https://workspace.example/{key}", by=by)
    some = Wanted(Claim.SITES_DISCLOSED, Scope((Model("Aurelis", "Book 14"),), 1), frozenset(), 100)
    ekvik, fjordby = (replace(some, recipients=frozenset({one.id})) for one in (world.ekvik, world.fjordby))
    signed = attestations.issue(subject=world.nordbyte.id, wanted=ekvik, by=bob).signed
    waiting = attestations.issue(subject=world.nordbyte.id, wanted=fjordby, by=bob).proposal
    assert signed is not None
    return {"attestation": signed, "proposal": waiting}


def _granted(world: World, contract: UUID, by: Viewer) -> UUID:
    grant = Grant(world.fjordby.id, Purpose.DUE_DILIGENCE, by.at, by.at + timedelta(days=30))
    return grants.give(kind=Kind.CONTRACT, key=contract, grant=grant, by=by)


def _case(by: Viewer, found: UUID) -> UUID:
    """A request that is held and searched, its third party asked, one decision written."""
    law = "Sweden TF"
    key = cases.receive(asked="Every list of factories", received_on=by.at.date(), laws=[law], by=by)
    cases.place_hold(case=key, words="", by=by)
    cases.search(case=key, terms="factory", scope="this workspace", found=[found], by=by)
    cases.move(case=key, to=CaseState.CONSULT, by=by)
    cases.consult(case=key, item=found, by=by)
    cases.reply(case=key, item=found, words="Please leave out the names.", by=by)
    cases.move(case=key, to=CaseState.DECIDE, by=by)
    cases.decide(case=key, decision=ItemDecision(found, Answered.RELEASE), by=by)
    cases.move(case=key, to=CaseState.NOTICE, by=by)
    cases.tell(case=key, notice=Notice(fact="It is released."), by=by)
    return key


def _programme(world: World, by: Viewer) -> UUID:
    key = programmes.begin(
        name="Assembly in the east", members=[world.ekvik.id], how_to_ask="Write to the office.", by=by
    )
    custody.state(programme=key, answers={1: CustodyAnswer("both")}, signed_by="E. Tan", by=by)
    return key


def _bid(world: World, at: datetime) -> UUID:
    """Of a contract, so that no version of a supplier changes which is its latest."""
    dana = the_world.viewer(world.fjordby, person=world.dana, at=at)
    row = records.contract(world.fjordby, world.nordbyte, end=None, title="Framework for tablets")
    chosen = Marked(Preset.TENDER, authority=world.ekvik.id, panel=frozenset({world.alice}), wall=True)
    marking.mark(kind=Kind.CONTRACT, key=row.pk, chosen=chosen, by=dana)
    return row.pk


def _published(world: World, disclosure: UUID, bob: Viewer) -> dict[str, UUID]:
    """An entry of Nordbyte; a proposal of Ekvik from a decision about Nordbyte."""
    britt, eva = (
        the_world.account(of, f"{name}@{of.language}.example")
        for of, name in ((world.nordbyte, "bea"), (world.ekvik, "eva"))
    )
    draft = PublicDraft("Nordbyte lists its sites.", (Withheld("The sites", "wall"),))
    own = register.propose(kind=Kind.DISCLOSURE, key=disclosure, draft=draft, by=bob)
    register.agree(publication=own, by=replace(bob, person=britt))
    alice = the_world.viewer(world.ekvik, person=world.alice, at=bob.at)
    decision = GateDecision.objects.values_list("pk", flat=True)[0]
    about = register.propose(
        kind=Kind.DECISION, key=decision, draft=PublicDraft("It was extended."), by=alice
    )
    register.agree(publication=about, by=replace(alice, person=eva))
    hearing = Hearing.objects.get(publication=about).pk
    return {"entry": register.publish(publication=own, by=bob), "publication": about, "hearing": hearing}


def _drafted(world: World, title: str, by: Viewer) -> UUID:
    parties = frozenset({world.ekvik.id, world.nordbyte.id})
    until = by.at + timedelta(days=400)
    text = Draft(title, parties, by.at - timedelta(days=30), until, "ab" * 32, carve_out=True)
    return drafting.draft(agreement=text, by=by)


def _agreed(world: World, alice: Viewer, bob: Viewer) -> UUID:
    key = _drafted(world, "Site lists", alice)
    for by, name in ((alice, "Alice Ek, head of purchasing"), (bob, "Bo Nord, CEO")):
        agreements.sign(agreement=key, name=name, by=by)
    return key


def _upload(name: str, content: bytes, by: Viewer) -> UUID:
    return disclosures.receive_upload(name=name, content=content, disclosed_on=by.at.date(), by=by)


def _imported(by: Viewer) -> UUID:
    key = imports.receive(name="contracts.csv", content=CONTRACTS, by=by)
    imports.carry_out(imported=key, by=by)
    return key


def _case_key(stage: Stage) -> list[object]:
    return [stage.case]


def _programme_key(stage: Stage) -> list[object]:
    return [stage.programme]


def _asked(stage: Stage) -> list[object]:
    return [stage.asked]


def _release(stage: Stage) -> list[object]:
    return [stage.release]


def _contract(stage: Stage) -> list[object]:
    return [stage.contract]


def _upload_key(stage: Stage) -> list[object]:
    return [stage.upload]


def _wrong(stage: Stage) -> list[object]:
    return [stage.wrong_upload]


def _disclosure(stage: Stage) -> list[object]:
    return [stage.disclosure]


def _hidden(stage: Stage) -> list[object]:
    return [stage.hidden]


def _agreement(stage: Stage) -> list[object]:
    return [stage.agreement]


def _draft(stage: Stage) -> list[object]:
    return [stage.drafted]


def _attestation(stage: Stage) -> list[object]:
    return [stage.attestation]


def _proposal(stage: Stage) -> list[object]:
    return [stage.proposal]


def _nordbyte(stage: Stage) -> list[object]:
    return [stage.world.nordbyte.id]


def _meeting(name: str) -> Keys:
    return lambda stage: [getattr(stage.meetings, name)]


VISITS = (
    Visit("today"),
    Visit("today", who="bob"),
    Visit("search"),
    Visit("search", query="words=nordbyte"),
    Visit("about", who="nobody"),
    Visit("components"),
    Visit("act-for", kind="button"),
    Visit("organisations:list"),
    Visit("organisations:list", query="kind=reseller&sort=-name"),
    Visit("organisations:people"),
    Visit("organisations:one", _hidden, note="unclaimed"),
    Visit("organisations:one", lambda stage: [stage.world.ekvik.id], to_charlie=200),
    Visit("organisations:amend", _hidden, note="unclaimed"),
    Visit("organisations:amend", lambda stage: [stage.world.ekvik.id], to_charlie=403),
    Visit("contracts:list"),
    Visit("contracts:list", query="words=nothing"),
    Visit("contracts:list", query="as=csv", kind="file", to_charlie=200),
    Visit("contracts:list", query="as=ics", kind="file", to_charlie=200),
    Visit("contracts:one", _contract),
    Visit("contracts:one", _contract, who="bob"),
    Visit("contracts:decide", _contract),
    Visit("contracts:letter", lambda stage: [stage.contract, "partnership"], kind="file"),
    Visit("contracts:change-date", lambda stage: [stage.contract, "notice"]),
    Visit("contracts:change-duty", _contract),
    Visit("contracts:change-models", _contract),
    Visit("contracts:decision", lambda stage: [stage.decision]),
    Visit("contracts:import"),
    Visit("contracts:import-one", lambda stage: [stage.previewed], note="preview"),
    Visit("contracts:import-one", lambda stage: [stage.previewed], query="step=columns", note="columns"),
    Visit("contracts:import-one", lambda stage: [stage.unread], note="columns unknown"),
    Visit("contracts:import-one", lambda stage: [stage.broken], note="problems"),
    Visit("contracts:import-one", lambda stage: [stage.imported], note="outcome"),
    Visit("contracts:import-set-aside", lambda stage: [stage.imported], kind="file"),
    Visit("contracts:updates", who="bob"),
    Visit("contracts:update-workbook", who="bob", kind="file"),
    Visit("contracts:update", _upload_key, who="bob"),
    Visit("contracts:update", _wrong, who="bob", note="with errors"),
    Visit("contracts:update-errors", _wrong, who="bob", kind="file"),
    Visit("contracts:update-aside", _upload_key, who="bob", kind="button"),
    Visit("disclosures:list"),
    Visit("disclosures:list", who="bob"),
    Visit("disclosures:one", _disclosure),
    Visit("disclosures:one", _disclosure, who="bob"),
    Visit("disclosures:one", _disclosure, who="erin"),
    Visit("disclosures:verify", _disclosure, who="erin"),
    Visit("disclosures:verify", _disclosure, who="erin", query="row=nowhere"),
    Visit(
        "disclosures:withdraw-verification",
        lambda stage: [stage.disclosure, stage.verification],
        who="erin",
        kind="button",
    ),
    Visit("disclosures:show", _disclosure, who="bob", kind="button"),
    Visit("disclosures:csv", _disclosure, kind="file"),
    Visit("disclosures:workbook", _disclosure, kind="file"),
    Visit("holdings:seeing", lambda stage: ["contract", stage.contract], note="contract"),
    Visit("holdings:seeing", lambda stage: ["contract", stage.contract], who="bob", note="contract"),
    Visit("holdings:seeing", lambda stage: ["disclosure", stage.disclosure], who="bob", note="disclosure"),
    Visit("holdings:seeing", lambda stage: ["disclosure", stage.disclosure], who="erin", note="disclosure"),
    Visit("holdings:seeing", lambda stage: ["decision", stage.decision], note="decision"),
    Visit("holdings:seeing", lambda stage: ["import", stage.imported], note="import"),
    Visit("holdings:seeing", lambda stage: ["upload", stage.upload], who="bob", note="upload"),
    Visit("holdings:seeing", lambda stage: ["agreement", stage.agreement], note="agreement"),
    Visit("holdings:seeing", lambda stage: ["organisation", stage.hidden], note="organisation"),
    Visit("holdings:grant", lambda stage: ["contract", stage.contract]),
    Visit("holdings:revoke", lambda stage: ["contract", stage.granted, stage.grant], kind="button"),
    Visit("holdings:mark", lambda stage: ["disclosure", stage.disclosure], who="bob"),
    Visit("holdings:mark", lambda stage: ["disclosure", stage.disclosure], who="bob", query="as=C5"),
    Visit("holdings:mark", lambda stage: ["disclosure", stage.disclosure], who="bob", query="as=C9"),
    Visit("holdings:mark", lambda stage: ["contract", stage.contract], query="as=C10"),
    Visit("holdings:mark", lambda stage: ["decision", stage.decision], query="as=own"),
    Visit("holdings:award", lambda stage: ["contract", stage.bid]),
    Visit("holdings:propose", lambda stage: ["decision", stage.decision]),
    Visit("holdings:register", who="nobody"),
    Visit("holdings:entry", lambda stage: [stage.entry], who="nobody"),
    Visit("holdings:publications"),
    Visit("holdings:publications", who="bob"),
    Visit("holdings:publication", lambda stage: [stage.publication]),
    Visit("holdings:publication-step", lambda stage: [stage.publication, "set-aside"], kind="button"),
    Visit("holdings:hearing", lambda stage: [stage.hearing], who="bob"),
    Visit("holdings:look-for", kind="button"),
    Visit("holdings:agreements"),
    Visit("holdings:agreements", who="erin", note="none"),
    Visit("holdings:draft"),
    Visit("holdings:agreement", _agreement),
    Visit("holdings:agreement", _draft, who="bob", note="not signed"),
    Visit("holdings:sign", _draft),
    Visit("holdings:end", _agreement),
    Visit("contracts:list", who="dana", note="with granted records"),
    Visit("holdings:attestations"),
    Visit("holdings:attestations", who="bob"),
    Visit("holdings:attestations", who="erin", note="none"),
    Visit("holdings:attestation", _attestation),
    Visit("holdings:attestation", _attestation, who="bob"),
    Visit("holdings:attestation-file", _attestation, kind="file"),
    Visit("holdings:take-back", _attestation, who="bob"),
    Visit("holdings:issue-start", note="a buyer"),
    Visit("holdings:issue", _nordbyte, who="bob"),
    Visit("holdings:issue", _nordbyte, who="erin"),
    Visit("holdings:proposal", _proposal, who="bob"),
    Visit("holdings:agree", _proposal, who="bob", kind="button"),
    Visit("holdings:sign-proposal", _proposal, who="bob", kind="button"),
    Visit("holdings:set-aside", _proposal, who="bob", kind="button"),
    Visit("holdings:keys", _nordbyte, who="bob", to_charlie=200),
    Visit("holdings:keys", lambda stage: [stage.world.monitor.id], who="erin", to_charlie=200, note="none"),
    Visit("holdings:make-key", who="bob", kind="button"),
    Visit("holdings:facilities", _disclosure),
    Visit("holdings:facilities", _disclosure, who="erin", note="no key"),
    Visit("holdings:facility", _disclosure, kind="file", query="row=R1"),
    Visit("holdings:seeing", lambda stage: ["attestation", stage.attestation], who="bob", note="attestation"),
    Visit("holdings:seeing", lambda stage: ["proposal", stage.proposal], who="bob", note="proposal"),
    Visit("holdings:held"),
    Visit("holdings:held", who="bob"),
    Visit("holdings:held", query="words=nothing&class=C4", note="nothing fits"),
    Visit("holdings:file", lambda _: ["docx"], kind="file", to_charlie=200),
    Visit("holdings:file", lambda _: ["pdf"], kind="file", to_charlie=200, note="PDF"),
    Visit("holdings:file", lambda _: ["csv"], kind="file", to_charlie=200, note="CSV"),
    Visit("holdings:paper"),
    Visit("holdings:heads"),
    Visit("holdings:item", _disclosure),
    Visit("holdings:item", _disclosure, who="bob"),
    Visit("holdings:deleted", _disclosure, kind="button"),
    Visit(
        "holdings:choose", lambda stage: [stage.disclosure, stage.world.ekvik.id], who="bob", kind="button"
    ),
    Visit("holdings:cases"),
    Visit("holdings:cases", who="bob", note="no law"),
    Visit("holdings:receive"),
    Visit("holdings:receive", who="bob", note="no law"),
    Visit("holdings:case", _case_key),
    Visit("holdings:case-step", lambda stage: [stage.case, "search"], kind="button"),
    Visit("holdings:case-move", _case_key, kind="button"),
    Visit("holdings:case-notice", _case_key, kind="file"),
    Visit("holdings:programmes"),
    Visit("holdings:collectors"),
    Visit("holdings:begin", who="erin"),
    Visit("holdings:programme", _programme_key, to_charlie=200),
    Visit("holdings:programme", _programme_key, who="erin", to_charlie=200),
    Visit("holdings:state", _programme_key, who="erin", to_charlie=403),
    Visit("holdings:programme-join", _programme_key, kind="button", to_charlie=403),
    Visit("holdings:programme-leave", _programme_key, kind="button", to_charlie=403),
    Visit("holdings:programme-end", _programme_key, who="erin", kind="button", to_charlie=403),
    Visit("engagement:meetings"),
    Visit("engagement:meetings", who="erin"),
    Visit("engagement:convene", who="erin"),
    Visit("engagement:meeting", _meeting("collecting"), note="collecting"),
    Visit("engagement:meeting", _meeting("collecting"), who="erin", note="collecting"),
    Visit("engagement:meeting", _meeting("commenting"), note="open for comments"),
    Visit("engagement:meeting", _meeting("answering"), who="erin", note="answering"),
    Visit("engagement:meeting", _meeting("past"), note="released"),
    Visit("engagement:attend", _meeting("collecting"), who="erin"),
    Visit("engagement:attendance", _meeting("attendance")),
    Visit("engagement:hand-in", _meeting("collecting"), note="a point"),
    Visit("engagement:hand-in", _meeting("commenting"), note="a comment"),
    Visit("engagement:own", _meeting("slip")),
    Visit("engagement:withdraw", _meeting("slip"), kind="button"),
    Visit("engagement:step", lambda stage: [stage.meetings.collecting, "clear"], who="erin", kind="button"),
    Visit("engagement:contribution", _meeting("point")),
    Visit("engagement:contribution", _meeting("comment"), who="erin"),
    Visit("engagement:write", _meeting("answering"), who="erin"),
    Visit("engagement:draft", _meeting("draft")),
    Visit("engagement:release", _meeting("answering"), who="erin"),
    Visit("engagement:summary", _meeting("released"), to_charlie=200),
    Visit("engagement:summary-file", _meeting("released"), kind="file", to_charlie=200),
    Visit(
        "holdings:seeing", lambda stage: ["meeting", stage.meetings.collecting], who="erin", note="meeting"
    ),
    Visit("holdings:seeing", lambda stage: ["attendance", stage.meetings.attendance], note="attendance"),
    Visit(
        "holdings:seeing",
        lambda stage: ["contribution", stage.meetings.comment],
        who="erin",
        note="contribution",
    ),
    Visit("holdings:seeing", lambda stage: ["summary", stage.meetings.draft], note="summary"),
    Visit(
        "holdings:seeing",
        lambda stage: ["release", stage.meetings.released],
        to_charlie=200,
        note="released summary",
    ),
    Visit("holdings:releases"),
    Visit("holdings:releases", who="erin"),
    Visit("holdings:releases", who="bob", note="none"),
    Visit("holdings:release-write", note="who may not"),
    Visit("holdings:release-write", who="erin"),
    Visit("holdings:asked", _asked),
    Visit("holdings:figure-withdraw", _asked, kind="button"),
    Visit("holdings:release-plan", lambda stage: [stage.open_plan], who="erin"),
    Visit("holdings:release-plan", lambda stage: [stage.closed_plan], who="erin", note="closed"),
    Visit("holdings:release-plan", lambda stage: [stage.released_plan], who="erin", note="published"),
    Visit("holdings:release-step", lambda stage: [stage.open_plan, "close"], who="erin", kind="button"),
    Visit("holdings:release", _release),
    Visit("holdings:release", _release, who="erin"),
    Visit("holdings:release-file", lambda stage: [stage.release, "csv"], kind="file"),
    Visit("holdings:release-file", lambda stage: [stage.release, "xlsx"], kind="file", note="workbook"),
    Visit("holdings:seeing", lambda stage: ["releaseplan", stage.open_plan], who="erin", note="plan"),
    Visit("holdings:seeing", lambda stage: ["publishedsums", stage.release], who="erin", note="release"),
    Visit("account_login", who="nobody"),
    Visit("account_signup", who="nobody"),
    Visit("account_inactive", who="nobody"),
    Visit("account_reset_password", who="nobody"),
    Visit("account_reset_password_done", who="nobody"),
    Visit("account_reset_password_from_key_done", who="nobody"),
    Visit("account_reset_password_from_key", lambda _: ["1", "abc-def"], who="nobody"),
    Visit("account_logout"),
    Visit("account_change_password"),
)
#: Routes without a visit, each with its reason.
ELSEWHERE = {
    "holdings:status-list": "open to whoever has its address, signed in or not; tests/holdings",
    "account_reauthenticate": "opens only in the middle of a change of account; allauth's own tests",
}
