"""People who sign in, and the end of their tokens."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin

from accounts.fields import SealedKey


class Verification(models.TextChoices):
    """How well somebody is known (后台实名, 前台自愿)."""

    NONE = "none", _("not verified")
    PHONE = "phone", _("telephone verified")
    REAL = "real", _("real name verified")


class Duty(models.TextChoices):
    """Platform-wide duties, separated: nobody holds two (GB/T 22239-2019, 三权分立)."""

    SYSTEM = "system", _("system administrator")
    SECURITY = "security", _("security administrator")
    AUDIT = "audit", _("auditor")


class Theme(models.TextChoices):
    """The colours of the pages: those of the device, or always the same."""

    SYSTEM = "system", _("as the device has them")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class User(GuardianUserMixin, AbstractUser):
    """A person who signs in. The public sees the pseudonym, never the name behind it."""

    # The real name is in Identity, encrypted, and nowhere else.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = SealedKey(  # type: ignore[assignment]
        _("e-mail"), max_length=400, blank=True, default="", db_index=True
    )
    phone = SealedKey(_("telephone"), max_length=100, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(_("telephone verified"), default=False)
    verification = models.CharField(
        _("verification"), max_length=5, choices=Verification, default=Verification.NONE
    )
    duty = models.CharField(_("duty"), max_length=8, choices=Duty, blank=True, db_index=True)
    pseudonym = models.CharField(_("name shown to the public"), max_length=30, blank=True)
    # Signed up, but has not yet shown that the number or the address is theirs: see accounts.reach.
    unfinished = models.BooleanField(default=False)
    # Tokens carry the version they were made under; raising it ends all of them.
    token_version = models.PositiveIntegerField(default=1)

    # In which language, and how, the person wants to be told of things.
    language = models.CharField(_("language"), max_length=10, blank=True)
    # How pages look to them on every device: "" until they choose anything of it.
    theme = models.CharField(_("colours"), max_length=6, choices=Theme, blank=True)
    large_print = models.BooleanField(_("large print"), default=False)
    tell_by_email = models.BooleanField(_("tell me by e-mail"), default=True)
    tell_by_sms = models.BooleanField(_("tell me by SMS"), default=False)
    tell_by_push = models.BooleanField(_("tell me on my devices"), default=True)
    remind_day_before = models.BooleanField(_("a day before it begins"), default=False)
    remind_hour_before = models.BooleanField(_("an hour before it begins"), default=True)
    # Opens the person's own calendar to programs that cannot sign in; can be made anew.
    feed_key = models.CharField(max_length=43, blank=True, db_index=True)
    # Which versions of terms and policy the person agrees to, so that no page needs a query:
    # accounts.agreements.needed(); "" for who was never asked; kept by services.consent.
    agreed = models.CharField(max_length=80, blank=True, editable=False)
    # The account was closed by its owner: public words stay, under a neutral name.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pseudonym"],
                condition=~models.Q(pseudonym=""),
                name="one_person_per_pseudonym",
            )
        ]
        indexes = [
            models.Index(
                fields=["date_joined"],
                condition=models.Q(unfinished=True),
                name="unfinished_sign_ups",
            ),
            # Names are looked for in any case, at every sign-in and whenever one is chosen.
            models.Index(Upper("username"), name="user_name_in_any_case"),
            models.Index(Upper("pseudonym"), name="pseudonym_in_any_case"),
        ]

    def get_full_name(self) -> str:
        """Return how colleagues know this person. The real name is nobody's business."""
        return str(_("Closed account")) if self.closed_at else self.pseudonym or self.username

    def get_short_name(self) -> str:
        """Return the same: there is no shorter name."""
        return self.get_full_name()

    @property
    def shown_name(self) -> str:
        """Return what others may see of this person."""
        if self.closed_at:
            return str(_("Closed account"))
        return self.pseudonym or str(_("Netizen {number}")).format(number=self.pk)


class Revocation(models.Model):
    """Tokens of `principal` older than `version` are no longer good. Read by every room."""

    principal = models.CharField(max_length=48)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.principal} < {self.version}"


def make_anonymous_user(user_class: type[User]) -> User:
    """Return guardian's stand-in for people who are not signed in."""
    return user_class(username="AnonymousUser", is_active=False)
