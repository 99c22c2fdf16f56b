"""Who works where, in which role: organisations, their locations, accounts, memberships and administrators.

Roles are data: a membership names a role code of the organisation's regulation, never a role of ours.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

DEFAULT_BRAND = "0b6e6e"
"""The colour of an organisation that chose none: six hexadecimal digits."""


class Organisation(models.Model):
    """A tenant (it owns dossiers), a member provider of a cooperative (``parent`` is set), or an outside party."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", "Zorgaanbieder"
        COOPERATIVE = "cooperative", "Coöperatie"
        EXTERNAL = "external", "Buiten de organisatie"

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PROVIDER)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    regulation = models.CharField(
        max_length=40, blank=True, help_text="Provider code of the regulation, such as 'ott'."
    )
    brand_colour = models.CharField(max_length=7, blank=True)
    logo_version = models.CharField(max_length=12, blank=True, help_text="Start of its hash, part of its address.")
    city = models.CharField(max_length=100, blank=True)
    municipality = models.CharField(max_length=100, blank=True)
    demo = models.BooleanField(default=False)
    chosen = models.JSONField(
        default=dict, blank=True, help_text="First day (ISO) -> provider code of the regulation from then on."
    )
    second_factor = models.JSONField(default=list, blank=True, help_text="Roles that sign in with a second factor.")
    four_eyes = models.JSONField(
        default=list, blank=True, help_text="Letters that leave only after a second person approved them."
    )
    held_back = models.BooleanField(
        default=False, help_text="Not public yet: nobody has held the role that reads complaints."
    )
    registered_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="registered",
        help_text="Whose administrators look after this outside organisation, until it has its own.",
    )  # fmt: skip
    wrapped_key = models.BinaryField(default=bytes, editable=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def tenant_id(self) -> int:
        """The organisation that owns the dossiers: the cooperative for a member provider, else itself."""
        return self.parent_id or self.pk

    @property
    def logo_url(self) -> str:
        """Where its logo is, '' without one; the address changes with the picture, so it keeps."""
        return f"/logo/{self.code}-{self.logo_version}.png" if self.logo_version else ""

    def provider_on(self, day: date) -> str:
        """The provider code of the regulation chosen for this day; '' when none is chosen for it."""
        begun = sorted(first for first in self.chosen if first <= day.isoformat())
        return str(self.chosen[begun[-1]]) if begun else "" if self.chosen else self.regulation


class Location(models.Model):
    """A place where care is given; ``group`` joins small locations so that reports point at nobody."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="locations")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    city = models.CharField(max_length=100, blank=True)
    group = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "code"), name="location_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["Account"]):
    """Makes accounts; e-mail addresses are kept in lower case, so one address is one account."""

    def create_user(self, email: str, name: str = "", password: str | None = None, **extra: Any) -> Account:
        account = self.model(email=email.strip().lower(), name=name, **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who signs in. The id is random: it is the opaque id in events and in the access log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def opaque(self) -> str:
        """The id as it is written in events and logs: no name, no address."""
        return self.id.hex


def running(today: date | models.Expression, prefix: str = "") -> models.Q:
    """What holds on this day: an open ``since`` or ``until`` has no end; ``until`` is the last day."""
    begun = models.Q(**{f"{prefix}since__isnull": True}) | models.Q(**{f"{prefix}since__lte": today})
    return begun & (models.Q(**{f"{prefix}until__isnull": True}) | models.Q(**{f"{prefix}until__gte": today}))


class Memberships(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def current(self, today: date | models.Expression) -> Memberships:
        """Those in force on this day; ``until`` is the last day."""
        return self.filter(running(today))


class Membership(models.Model):
    """An account holds a role (a code of the regulation) at an organisation, from and until (last day)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=60)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("account", "organisation", "role"), name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.organisation_id}"

    def on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Administrator(models.Model):
    """An account that runs an organisation: its people, roles, regulation. It opens no dossier by that.

    Without an organisation: who set this installation up, and may add organisations to it.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="administers")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="administrators"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("account", "organisation"), name="administrator_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"administrator @ {self.organisation_id}"
