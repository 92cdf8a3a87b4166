"""Who exists in the example: organisations, their members, and the people who act for them."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from commonpurchase.organisations import actions, queries
from commonpurchase.organisations.facts import Kind, Organisation
from commonpurchase.sharing.facts import Viewer

AT_NINE = time(9, tzinfo=UTC)
#: Letters and digits that are not mistaken for one another.
_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
Table = dict[str, Any]


@dataclass(frozen=True)
class Cast:
    """Organisations by name, and people by e-mail with the organisation each acts for."""

    organisations: dict[str, Organisation]
    people: dict[str, tuple[uuid.UUID, Organisation]]

    def acting(self, email: str, on: date) -> Viewer:
        """A person acting for its organisation, at nine o'clock of a day."""
        person, organisation = self.people[email]
        return queries.acting(person=person, organisation=organisation.id, at=moment(on))

    def email_of(self, name: str) -> str:
        """Whoever acts for an organisation."""
        return next(email for email, (_, one) in self.people.items() if one.name == name)


def moment(on: date) -> datetime:
    """Nine o'clock of a day: everything in the example happens then."""
    return datetime.combine(on, AT_NINE)


def gather(tables: Table, founded: date) -> Cast:
    """Register the organisations of `organisations.toml` and give its people accounts."""
    by = Viewer(at=moment(founded))
    known = {table["name"]: _register(table, by) for table in tables["organisation"]}
    for table in tables["organisation"]:
        members = [known[name].id for name in table.get("members", ())]
        actions.enrol(consortium=known[table["name"]].id, members=members, by=by)
    people = {table["email"]: _account(table, known[table["organisation"]], by) for table in tables["person"]}
    return Cast(known, people)


def new_password() -> str:
    """Sixteen characters in groups of four, easy to copy by hand and good for one run."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(4))


def _register(table: Table, by: Viewer) -> Organisation:
    details = {key: value for key, value in table.items() if key not in {"name", "kind", "members"}}
    return actions.register(name=table["name"], kind=Kind(table["kind"]), by=by, **details)


def _account(table: Table, of: Organisation, by: Viewer) -> tuple[uuid.UUID, Organisation]:
    """An account that nobody can sign in with until a run gives it a password."""
    person = actions.give_account(
        email=table["email"],
        name=table["name"],
        password=None,
        organisation=of.id,
        role=table["role"],
        steward=table.get("steward", False),
        by=by,
    )
    return person, of
