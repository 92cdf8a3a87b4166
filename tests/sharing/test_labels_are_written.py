"""Labels are attached to new records, and changed by their originator only."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from commonpurchase.documents.models import File
from commonpurchase.history import queries as history
from commonpurchase.history.models import Event
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing.facts import Audience, Flag, Label, Viewer
from commonpurchase.sharing.models import Label as Row
from commonpurchase.sharing.models import Party
from commonpurchase.sharing.reckoning import presets
from tests.sharing.conftest import as_file
from tests.sharing.states import EKVIK, FJORDBY, NOON, NORDBYTE, PEOPLE, TEKHANDEL, rivals

ALICE = Viewer(at=NOON, person=PEOPLE[0], organisation=EKVIK)
BOB = Viewer(at=NOON, person=PEOPLE[1], organisation=NORDBYTE, rivals=rivals(NORDBYTE))
CHARLIE = Viewer(at=NOON, person=PEOPLE[2], organisation=TEKHANDEL, rivals=rivals(TEKHANDEL))


def filed(label: Label) -> File:
    file = as_file(actions.attach(label))
    file.save()
    return file


def test_the_originator_opens_its_record_to_a_buyer(db: None) -> None:
    file = filed(presets.own(NORDBYTE))
    assert not gate.visible(ALICE, File).exists()

    actions.relabel(record=file, label=presets.named(NORDBYTE, EKVIK), by=BOB)

    assert gate.visible(ALICE, File).get() == file
    assert not gate.visible(CHARLIE, File).exists()


def test_the_originator_closes_it_again(db: None) -> None:
    file = filed(presets.named(NORDBYTE, EKVIK))

    actions.relabel(record=file, label=presets.own(NORDBYTE), by=BOB)

    assert not gate.visible(ALICE, File).exists()
    assert not Party.objects.exists()


def test_whoever_may_only_see_it_does_not_relabel_it(db: None) -> None:
    file = filed(presets.named(NORDBYTE, EKVIK))

    with pytest.raises(
        gate.RefusedError, match="Only the organisation that put this file here may change it"
    ):
        actions.relabel(record=file, label=presets.public(NORDBYTE), by=ALICE)

    assert not Event.objects.exists()


def test_to_charlie_the_record_does_not_exist(db: None) -> None:
    file = filed(presets.named(NORDBYTE, EKVIK))

    with pytest.raises(gate.NotFoundError):
        actions.relabel(record=file, label=presets.public(TEKHANDEL), by=CHARLIE)


def test_a_record_is_not_given_to_another_organisation(db: None) -> None:
    file = filed(presets.own(NORDBYTE))

    with pytest.raises(gate.RefusedError, match="stays with the organisation"):
        actions.relabel(record=file, label=presets.own(TEKHANDEL), by=BOB)

    assert file.label.fact == presets.own(NORDBYTE)


def test_a_change_of_label_stands_in_history(db: None) -> None:
    file = filed(presets.own(NORDBYTE))

    actions.relabel(record=file, label=presets.named(NORDBYTE, EKVIK), by=BOB)

    [entry] = history.about(BOB, file.pk)
    assert (entry.verb, entry.subject_kind) == ("sharing.relabel", "file")
    assert history.verify().holds


@pytest.mark.parametrize("write", ["attach", "relabel"])
def test_a_flag_that_cannot_be_kept_is_refused_not_dropped(db: None, write: str) -> None:
    flags: frozenset[Flag] = frozenset({Flag.NDA, "quantum"})  # type: ignore[arg-type]
    strange = replace(presets.public(NORDBYTE), flags=flags)
    file = filed(presets.own(NORDBYTE))

    with pytest.raises(actions.UnknownFlagError, match=r"found the flags \['quantum'\]; expected some of"):
        actions.attach(strange) if write == "attach" else actions.relabel(record=file, label=strange, by=BOB)

    assert Row.objects.get().fact == presets.own(NORDBYTE)


def test_an_audience_that_cannot_be_read_is_written_as_own(db: None) -> None:
    strange = replace(presets.public(NORDBYTE), audience=77)  # type: ignore[arg-type]

    assert actions.attach(strange).fact.audience is Audience.OWN


def test_an_audience_in_the_database_that_cannot_be_read_is_own(db: None) -> None:
    assert Row(originator=EKVIK, audience=77).fact.audience is Audience.OWN


def test_the_database_refuses_an_unknown_audience(db: None) -> None:
    row = actions.attach(presets.own(EKVIK))

    with pytest.raises(IntegrityError, match="an_audience_is_known"), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(audience=77)


def test_the_database_refuses_a_sealed_record_without_an_author(db: None) -> None:
    with pytest.raises(IntegrityError, match="a_sealed_record_has_an_author"), transaction.atomic():
        actions.attach(Label(EKVIK, flags=frozenset({Flag.SEALED})))


def test_a_party_stands_once_in_each_role(db: None) -> None:
    row = actions.attach(replace(presets.named(EKVIK, FJORDBY), excluded=frozenset({FJORDBY})))

    roles = Party.objects.filter(label=row, who=FJORDBY).values_list("role", flat=True)
    assert sorted(roles) == ["excluded", "named"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(label=row, role=Party.NAMED, who=FJORDBY)


def test_records_read_as_what_they_are(db: None) -> None:
    row = actions.attach(presets.named(EKVIK, FJORDBY))

    assert str(row) == f"label {row.pk}"
    assert str(row.parties.get()) == f"named {FJORDBY}"
    assert isinstance(row.pk, UUID)
