"""Telling somebody what was done to their account.

Unlike news, which people choose, this goes to every address that is known to be theirs: whoever
broke into an account must not be able to keep its owner from hearing of it.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Message, User
from accounts.models.messages import Channel


class Notice(TextChoices):
    """What there is to tell; the label is the words."""

    LOCKED = "locked", _("Your account was locked")
    UNLOCKED = "unlocked", _("Your account is open again")
    FACTORS_RESET = "factors_reset", _("Your second factor was removed")
    FACTOR_ADDED = "factor_added", _("A second factor was added to your account")
    FACTOR_REMOVED = "factor_removed", _("A second factor was removed from your account")
    PASSWORD_CHANGED = "password_changed", _("Your password was changed")


_SAYS = {
    Notice.LOCKED: _(
        "An administrator has locked your account. The reason given: {reason}"
        " If you think this is a mistake, please speak to the office that runs this site."
    ),
    Notice.UNLOCKED: _(
        "An administrator has opened your account again. The reason given: {reason}"
        " You can sign in as before."
    ),
    Notice.FACTORS_RESET: _(
        "An administrator has removed the second factor from your account and ended all your"
        " sign-ins. The reason given: {reason} If you did not ask for this, please speak to the"
        " office that runs this site at once."
    ),
}
# An SMS has no title: the first words have to say it again.
_BY_OWNER = _(
    "{what}. If it was not you, please end all sign-ins in your account, set a new password, and"
    " speak to the office that runs this site."
)


def tell(person: User, notice: Notice, reason: str = "") -> None:
    """Write down a message by e-mail and by SMS, as far as there are ways; in their language."""
    now = timezone.now()
    with translation.override(person.language or settings.LANGUAGE_CODE):
        title = str(notice.label)
        body = str(_SAYS.get(notice, _BY_OWNER)).format(reason=reason, what=title)
    Message.objects.bulk_create(
        Message(
            user=person,
            channel=channel,
            key=f"account:{notice.value}:{now.isoformat()}",
            title=title,
            body=body,
            next_try_at=now,
        )
        for channel in _ways_to(person)
    )


def _ways_to(person: User) -> list[Channel]:
    by_phone = bool(person.phone and person.phone_verified)
    ways = {Channel.EMAIL: bool(person.email), Channel.SMS: by_phone}
    return [channel for channel, there in ways.items() if there]
