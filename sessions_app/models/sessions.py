"""A session: when, on what, with whom, by which rules; its guests and its rights."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.models import Leader, Organisation
from log.models import Stream
from sessions_app.models.topics import Topic
from sessions_app.states import TAKES_QUESTIONS, State


class Asking(models.TextChoices):
    """Who may ask in a session."""

    SIGNED_IN = "signed_in", _("people who are signed in")
    PHONE = "phone", _("people whose telephone is verified")
    REAL = "real", _("people whose real name is verified")
    GUESTS = "guests", _("everyone, also guests with a receipt code")


class Session(models.Model):
    """One hour in which leaders answer the public live."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=80)
    summary = models.TextField(_("what it is about"), max_length=1000, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sessions"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)

    announce_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    collect_from = models.DateTimeField(_("questions from"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    opens_by_clock = models.BooleanField(_("opens by itself"), default=False)
    grace_minutes = models.PositiveIntegerField(_("minutes of grace"), default=30)
    intake_closed = models.BooleanField(default=False)

    asking = models.CharField(
        _("who may ask"), max_length=10, choices=Asking, default=Asking.SIGNED_IN
    )
    guests_may_support = models.BooleanField(_("guests may support"), default=False)
    max_length = models.PositiveIntegerField(_("longest question"), default=500)
    per_person = models.PositiveIntegerField(_("questions per person"), default=10)
    # Slow mode: seconds between two questions of one person; 0 is off.
    slow_seconds = models.PositiveIntegerField(_("seconds between questions"), default=0)
    promise_minutes = models.PositiveIntegerField(_("decided within minutes"), default=10)
    # Whether everyone sees what a stenographer is typing before it is sent.
    live_text = models.BooleanField(_("text is shown while it is typed"), default=False)

    topics = models.ManyToManyField(
        Topic, blank=True, related_name="sessions", verbose_name=_("topics")
    )
    poster = models.ImageField(_("poster"), upload_to="posters/", blank=True)
    stream_url = models.URLField(_("address of the live stream"), max_length=400, blank=True)
    stream_tested_at = models.DateTimeField(null=True, blank=True)
    rehearsed_at = models.DateTimeField(null=True, blank=True)
    rehearsal_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="rehearsals"
    )
    announced_at = models.DateTimeField(null=True, blank=True)
    # The start that was announced first: what a session that was moved "was". Nobody but staff
    # knows of a session without it.
    announced_for = models.DateTimeField(null=True, blank=True)
    # When what is public about it changed last, and `version` with it.
    changed_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    # What the host said in closing, in plain text.
    closing_words = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    # The highest question number given out; counted under the desk stream's lock.
    last_number = models.PositiveIntegerField(default=0)
    public_stream = models.OneToOneField(
        Stream, on_delete=models.PROTECT, related_name="+", null=True
    )
    desk_stream = models.OneToOneField(
        Stream, on_delete=models.PROTECT, related_name="+", null=True
    )
    rehearsal = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_at"]),
            models.Index(fields=["state", "-opened_at"], name="sessions_as_they_began"),
            models.Index(fields=["-changed_at"], name="sessions_as_they_changed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
            )
        ]
        permissions = [
            ("host_session", "Can host this session"),
            ("moderate_session", "Can moderate this session"),
            ("answer_session", "Can answer in this session"),
            ("transcribe_session", "Can transcribe this session"),
            ("observe_session", "Can observe behind this session"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def public_id(self) -> int:
        """Return the id of the public stream."""
        assert self.public_stream_id is not None
        return self.public_stream_id

    @property
    def desk_id(self) -> int:
        """Return the id of the desk stream."""
        assert self.desk_stream_id is not None
        return self.desk_stream_id

    @property
    def was_moved(self) -> bool:
        """Return whether it begins, or should have begun, at another time than announced first."""
        return self.announced_for is not None and self.announced_for != self.starts_at

    def past_grace(self, now: datetime) -> bool:
        """Return whether the planned end, with its minutes of grace, is over."""
        return now >= self.ends_at + timedelta(minutes=self.grace_minutes)

    @property
    def takes_questions(self) -> bool:
        """Return whether a question sent now would be taken."""
        return self.state in TAKES_QUESTIONS and not self.intake_closed


class Guest(models.Model):
    """A leader who answers in a session. `key` names the speaker in the log: l1, l2…"""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="guests")
    key = models.CharField(max_length=8)
    name = models.CharField(_("name"), max_length=30)
    post = models.CharField(_("post"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    leader = models.ForeignKey(
        Leader,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("leader"),
    )
    place = models.PositiveIntegerField(_("place in the order"), default=1)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="one_speaker_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.post})"


class SessionUserPermission(UserObjectPermissionBase):
    """A person's right in one session; a real foreign key, so nothing is left behind."""

    content_object = models.ForeignKey(Session, on_delete=models.CASCADE)


class SessionGroupPermission(GroupObjectPermissionBase):
    """A group's right in one session."""

    content_object = models.ForeignKey(Session, on_delete=models.CASCADE)
