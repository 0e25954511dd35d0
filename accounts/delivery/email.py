"""By e-mail: text and simple HTML, with a link that ends it at one click (RFC 8058)."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from accounts.delivery import unsubscribing
from accounts.delivery.outcomes import Errand, Never, NotNow
from accounts.models import Message, User


def prepare(messages: Sequence[Message]) -> Mapping[int, Errand]:
    """Look up the addresses; writing and sending the mails is left to do, each for itself."""
    people = {message.user_id for message in messages}
    users = {user.pk: user for user in User.objects.filter(pk__in=people, closed_at=None)}
    verified = EmailAddress.objects.filter(user__in=people, verified=True)
    # The primary one last, so that it stays.
    addresses = dict(verified.order_by("primary", "pk").values_list("user_id", "email"))
    return {m.pk: _errand(m, users.get(m.user_id), addresses.get(m.user_id)) for m in messages}


def _errand(message: Message, user: User | None, verified: str | None) -> Errand:
    """News go to the verified address of whoever wants them; what is about an account, always."""
    if user is None:
        return _nowhere
    address = verified or (user.email if message.about_account else None)
    wanted = message.about_account or (user.is_active and user.tell_by_email)
    return partial(_send, message, address, user.language) if address and wanted else _nowhere


def _nowhere() -> None:
    raise Never("no_address")


def _mail(message: Message, address: str, language: str) -> EmailMultiAlternatives:
    """Return the mail. Whatever is in the title, it stays one line: it becomes a header."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    leave = "" if message.about_account else unsubscribing.link_for(message.user_id)
    with translation.override(known):
        words = {
            "message": message,
            "paragraphs": [line for line in message.body.splitlines() if line.strip()],
            "url": f"{settings.SITE_URL}{message.path}",
            "leave": leave,
            "site": settings.SITE_URL,
            "language": known,
        }
        text = render_to_string("accounts/mail/text.mail", words)
        html = render_to_string("accounts/mail/html.mail", words)
    mail = EmailMultiAlternatives(
        subject=" ".join(message.title.split()),
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        # As it is: a domain may be written in Chinese, which Django turns into ASCII.
        to=[address],
        reply_to=settings.REPLY_TO,
        headers={
            # The same however often it is sent: a mail program shows it once.
            "Message-ID": f"<message-{message.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            **(_way_out(leave) if leave else {}),
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _way_out(leave: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _send(message: Message, address: str, language: str) -> None:
    mail = _mail(message, address, language)
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refusal:
        code = _code(refusal)
        if 500 <= code < 600:
            raise Never(f"refused_{code}") from refusal
        raise NotNow(f"deferred_{code}") from refusal
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(f"server_{type(error).__name__}") from error


def _code(refusal: smtplib.SMTPException) -> int:
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return min((code for code, _why in refusal.recipients.values()), default=0)
    return int(getattr(refusal, "smtp_code", 0))
