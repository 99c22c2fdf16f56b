"""What an organisation is beside its name: logo, teams, contact points, affiliations, and the outside organisations it knows."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models.core import Account, Location, Organisation


class Logo(models.Model):
    """The logo as a PNG that was decoded and written anew; in the database, so that one backup is complete."""

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE, related_name="logo")
    png = models.BinaryField()

    def __str__(self) -> str:
        return f"logo {self.organisation_id}"


class Team(models.Model):
    """People who work together, at one location or across them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="teams")
    members = models.ManyToManyField(Account, blank=True, related_name="teams")

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("organisation", "name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """How to reach a contact point of the regulation here, where the regulation names only a role."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_points")
    code = models.CharField(max_length=60, help_text="Contact point of the regulation.")
    telephone = models.CharField(max_length=40, blank=True)
    mail = models.EmailField(blank=True)
    web = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("organisation", "code"), name="contact_point_once")]

    def __str__(self) -> str:
        return self.code


class Affiliation(models.Model):
    """With which outside body the organisation is affiliated, from and until (last day)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    body = models.CharField(max_length=120, help_text="External body of the regulation, or a name.")
    number = models.CharField(max_length=60, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("until", "body")

    def __str__(self) -> str:
        return self.body

    def days_left(self, today: date) -> int | None:
        """How many days it still holds; negative when it lapsed, None without an end."""
        return (self.until - today).days if self.until else None


class Partner(models.Model):
    """An outside organisation that a tenant works with."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partners")
    outside = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="works_for")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("organisation", "outside"), name="partner_once")]

    def __str__(self) -> str:
        return f"{self.outside_id} for {self.organisation_id}"
