"""What is private about people, how long it is kept, and what they agreed to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import SealedText


class Identity(models.Model):
    """Who somebody really is, as a real-name verifier confirmed it. Every look is on record."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identity"
    )
    name = SealedText()
    id_number = SealedText()
    verifier = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, blank=True)
    verified_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"identity of {self.user_id}"


class LookReason(models.TextChoices):
    """Why somebody may want to know who a person is."""

    REPLY = "reply", _("to reply to a question or a case")
    DANGER = "danger", _("to protect life or health")
    LAW = "law", _("because a law or an authority demands it")
    OTHER = "other", _("for another reason, written down")


class Look(models.Model):
    """That somebody on duty looked at who a person is: for that person to see.

    The audit log holds the same, with the reason in words (个人信息保护法 50, 51).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="looks"
    )
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    unit = models.CharField(max_length=80)
    why = models.CharField(max_length=6, choices=LookReason)
    whole = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="looks_at_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.why}"


class Consent(models.Model):
    """That a person agreed to one version of a document, and perhaps took it back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    document = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "document", "version"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_consent_per_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.document} {self.version}"


class RetentionPeriod(models.Model):
    """For how many days one kind of data is kept, where it is not the default."""

    kind = models.CharField(_("kind of data"), max_length=30, unique=True)
    days = models.PositiveIntegerField(_("days"))

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"


class SecurityEvent(models.Model):
    """One line of the security log: sign-ins, refusals, changes of credentials.

    Never changed; deleted only by the retention job, never before 183 days (网络安全法,
    text of 2025, art. 23(3)): triggers of accounts/triggers.py refuse. A table and not a stream
    of the log: sign-ins must not queue behind one row.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    # One of accounts.security.Happening.
    kind = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="security_events",
    )
    succeeded = models.BooleanField()
    ip = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    # Never a password, a code or a token.
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["user", "at"], name="security_of_a_person"),
            models.Index(fields=["kind", "at"], name="security_of_a_kind"),
            # Nearly all lines tell of what went well; those asked for are the others.
            models.Index(
                fields=["at"], name="security_failures", condition=models.Q(succeeded=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.kind}"
