"""Organisations, the people who act for them, and consortia with their members."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from commonpurchase.organisations import facts
from commonpurchase.sharing.models import Labelled


class Organisation(Labelled):
    """A party in the chain from contract to factory. Unclaimed ones were only named in an import."""

    derives = False

    # Identification
    name = models.TextField(help_text="The name it trades under.")
    folded_name = models.TextField(db_index=True, help_text="The name trimmed and case-folded, to match.")
    kind = models.TextField(
        choices=[(k.value, k.value.capitalize()) for k in facts.Kind],
        default=facts.Kind.UNKNOWN.value,
        help_text="What it is in the chain from contract to factory.",
    )
    claimed = models.BooleanField(default=False, help_text="People act for it here.")

    # Contact
    country = models.TextField(
        blank=True, default="", help_text="ISO 3166 two-letter code; empty if unknown."
    )
    language = models.TextField(default="en", help_text="ISO 639 code of the language it is written to in.")
    contact_address = models.TextField(blank=True, default="", help_text="Postal address for letters.")
    contact_email = models.TextField(blank=True, default="", help_text="A shared mailbox, not a person's.")

    # Freedom of information
    regime = models.TextField(
        choices=[(r.value, r.value) for r in facts.Regime],
        default=facts.Regime.UNKNOWN.value,
        help_text="The freedom-of-information regime it is subject to.",
    )
    regime_evidence = models.TextField(blank=True, default="", help_text="What says so.")
    regime_reviewed_on = models.DateField(null=True, blank=True, help_text="When that was last checked.")
    regime_review_due_on = models.DateField(null=True, blank=True, help_text="When to check it again.")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An organisation is a member of a consortium."""

    consortium = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Organisation, models.CASCADE, related_name="consortia")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["consortium", "member"], name="a_member_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.consortium_id}"


class People(BaseUserManager["Person"]):
    """Creates accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """An account that signs in by e-mail; without a password nobody can sign in."""
        person = self.model(email=self.normalize_email(email).casefold(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """An account that administers accounts; it reads no content for being one."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """An account. What it may see follows from the organisation it acts for, never from itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, help_text="Signs in with it.")
    name = models.TextField(blank=True, default="", help_text="As it should stand under a letter.")
    is_active = models.BooleanField(default=True, help_text="Whether the account may sign in.")
    is_staff = models.BooleanField(default=False, help_text="May administer accounts.")

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.email


class Mandate(models.Model):
    """A person may act for an organisation, in a role, from a day until a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    role = models.TextField(blank=True, default="", help_text="Such as category manager.")
    steward = models.BooleanField(
        default=False, help_text="Looks after what the organisation keeps for others, and reads it."
    )
    since = models.DateField(null=True, blank=True, help_text="First day; empty for always.")
    until = models.DateField(null=True, blank=True, help_text="First day no longer; empty for open.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "organisation"], name="a_mandate_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} for {self.organisation_id}"
