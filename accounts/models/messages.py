"""What a person is told outside the site: by e-mail, SMS or web push."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import SealedText


class Channel(models.TextChoices):
    """A way to reach somebody."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    PUSH = "push", _("notification on a device")


class Message(models.Model):
    """One message to one person over one channel; sent by the worker, again when it fails.

    `key` says what it is about, so that nothing is told twice. Where it went to is not kept:
    the address is read when it is sent.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    body = models.TextField(max_length=2000)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField()
    # From then on it is of no use any more: a reminder of what has begun.
    until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    # Given up: no address any more, or refused too often.
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel", "key"], name="told_once")]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="messages_to_send",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel} {self.key}"

    @property
    def about_account(self) -> bool:
        """Return whether it says what was done to the account: that is nobody's to switch off."""
        return self.key.startswith("account:")


class PushSubscription(models.Model):
    """A browser that asked to be told (RFC 8030); its address and keys are secrets."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions"
    )
    # SHA-256 of the endpoint: to know the same browser again.
    digest = models.CharField(max_length=64)
    endpoint = SealedText()
    p256dh = SealedText()
    auth = SealedText()
    agent = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="one_subscription_per_browser")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest[:8]}"
