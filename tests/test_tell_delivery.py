"""Messages on their way: over each channel, again when it fails, never twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.utils import timezone

from accounts.delivery import carrying, claims, clock, endpoints, sms
from accounts.models import Message, PushSubscription, User
from accounts.models.messages import Channel
from accounts.services import messages
from accounts.sms import memory
from tests import cast, clocks
from tests.sinks import Mails, Pushes, mail_server, push_service
from tests.telling import reader, with_device, with_phone

pytestmark = pytest.mark.django_db
# Made by manage.py push_keys, for these tests only.
KEY = "-ieLKTWrG9MEpKFzfu6mECCqXd-gtctehVDiv9aHHbU"
NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)


@pytest.fixture
def mails(settings: Any) -> Iterator[Mails]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "回音 <no-reply@example.org>"
        settings.REPLY_TO = ["office@example.org"]
        yield server


@pytest.fixture
def pushes(settings: Any) -> Iterator[Pushes]:
    with push_service() as service:
        settings.PUSH_PRIVATE_KEY = KEY
        settings.PUSH_TEST_ORIGINS = [service.origin]
        yield service


@pytest.fixture(autouse=True)
def _sms_stay_here(settings: Any) -> None:
    settings.SMS_BACKEND = "memory"
    memory.outbox.clear()


def say(
    *people: User, key: str = "session.1.announced", title: str = "New session", **more: Any
) -> None:
    messages.tell(
        User.objects.filter(pk__in=[person.pk for person in people]),
        key=key,
        words=lambda: (title, "A first line.\nA second line with 中文."),
        path="/sessions/1/",
        **more,
    )


def carry(channel: str, now: datetime | None = None) -> Message:
    """Send what is due; return the one message of the channel as it is now."""
    carrying.carry(channel, now or timezone.now())
    return Message.objects.get(channel=channel)


# --- By e-mail -----------------------------------------------------------------


def test_a_mail_holds_both_forms_and_the_way_out(mails: Mails) -> None:
    say(reader("alice"))
    assert carry(Channel.EMAIL).sent_at
    (mail,) = mails.mails
    assert (mail["To"], mail["Subject"]) == ("alice@example.org", "New session")
    assert mail["Reply-To"] == "office@example.org"
    assert mail["From"].addresses[0].display_name == "回音"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = mail["List-Unsubscribe"].strip(" <>")
    assert leave.startswith("http://localhost:8000/unsubscribe/")
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        words = part.get_content()
        for expected in ("A second line with 中文.", "http://localhost:8000/sessions/1/", leave):
            assert expected in words


def test_the_same_mail_sent_again_has_the_same_name(mails: Mails) -> None:
    say(reader("alice"))
    first = carry(Channel.EMAIL)
    Message.objects.update(sent_at=None, next_try_at=timezone.now())
    carry(Channel.EMAIL)
    names = [mail["Message-ID"] for mail in mails.mails]
    assert names == [f"<message-{first.pk}@localhost>"] * 2


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_no_title_can_add_a_header(mails: Mails, end: str) -> None:
    say(reader("alice"), title=f"A{end}Bcc: eve@example.org{end}{end}B <script>")
    assert carry(Channel.EMAIL).sent_at
    (mail,) = mails.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "A Bcc: eve@example.org B <script>"
    html = mail.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()


def test_a_mail_that_is_put_off_is_tried_again_later_and_later(mails: Mails) -> None:
    say(reader("alice"))
    mails.refusal = "451 later"
    moment = timezone.now()
    pauses = []
    for _time in range(8):
        with clocks.at(moment):
            message = carry(Channel.EMAIL, timezone.now())
        pauses.append(round((message.next_try_at - moment).total_seconds()))
        moment = message.next_try_at
    assert pauses[:7] == [30, 120, 480, 1920, 7680, 21600, 21600]
    assert (message.attempts, message.error) == (8, "deferred_451")
    assert message.failed_at
    assert claims.claim(Channel.EMAIL, moment + timedelta(days=9), 9) == []


def test_a_mail_that_is_refused_for_good_is_given_up_at_once(mails: Mails) -> None:
    say(reader("alice"))
    mails.refusal = "550 nobody here"
    message = carry(Channel.EMAIL)
    assert (bool(message.failed_at), message.attempts, message.error) == (True, 1, "refused_550")


def test_a_mail_server_that_is_away_is_waited_for(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    say(reader("alice"))
    message = carry(Channel.EMAIL)
    assert (message.failed_at, message.error) == (None, "server_ConnectionRefusedError")


@pytest.mark.parametrize("change", ["tell_by_email", "closed_at", "is_active"])
def test_whoever_left_meanwhile_is_not_written_to(mails: Mails, change: str) -> None:
    alice = reader("alice")
    say(alice)
    value = timezone.now() if change == "closed_at" else False
    User.objects.filter(pk=alice.pk).update(**{change: value})
    message = carry(Channel.EMAIL)
    assert (mails.mails, bool(message.failed_at), message.error) == ([], True, "no_address")


def test_what_was_done_to_an_account_is_said_whatever_was_chosen(mails: Mails) -> None:
    alice = reader("alice", tell_by_email=False, is_active=False)
    Message.objects.create(
        user=alice,
        channel=Channel.EMAIL,
        key="account:locked:1",
        title="Locked",
        body="Your account was locked.",
        next_try_at=timezone.now(),
    )
    assert carry(Channel.EMAIL).sent_at
    (mail,) = mails.mails
    assert (mail["To"], mail["List-Unsubscribe"]) == ("alice@example.org", None)
    assert "you follow something" not in str(mail.get_body(("plain",)))


def test_a_reminder_that_is_late_is_not_sent(mails: Mails) -> None:
    say(reader("alice"), until=timezone.now() - timedelta(seconds=1))
    assert carry(Channel.EMAIL).error == "too_late"
    assert mails.mails == []


def test_neither_words_nor_addresses_are_logged(
    mails: Mails, pushes: Pushes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    alice = with_phone(reader("alice"))
    with_device(alice, f"{pushes.origin}/secret-endpoint")
    say(alice)
    mails.refusal = "550 <alice@example.org> nobody here"
    carrying.carry_everything(NOON + timedelta(days=365))
    ours = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(("accounts", "httpx")) and record.levelno >= logging.INFO
    ]
    assert "email: 1 refused_550" in ours
    for secret in ("alice@", "A first line", "New session", "secret-endpoint", str(alice.phone)):
        assert secret not in "\n".join(ours)


# --- By SMS --------------------------------------------------------------------


def test_an_sms_is_short_and_leads_to_the_page() -> None:
    alice = with_phone(reader("alice"))
    say(alice)
    Message.objects.update(next_try_at=NOON)
    carry(Channel.SMS, NOON)
    (text,) = memory.outbox
    assert text == memory.Sms(str(alice.phone), "A first line. http://localhost:8000/sessions/1/")


@pytest.mark.parametrize(
    ("hour", "quiet"), [(20, False), (21, True), (23, True), (0, True), (7, True), (8, False)]
)
def test_nobody_is_woken(hour: int, quiet: bool) -> None:
    # In Shanghai, eight hours ahead.
    moment = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(hours=hour - 8)
    assert sms.quiet(moment) is quiet


def test_at_night_an_sms_waits_without_counting_a_try() -> None:
    say(with_phone(reader("alice")))
    night = NOON + timedelta(hours=11)
    Message.objects.update(next_try_at=night)
    assert carrying.carry(Channel.SMS, night) == 0
    assert (Message.objects.get(channel=Channel.SMS).attempts, memory.outbox) == (0, [])


# --- By web push ---------------------------------------------------------------


def test_a_notification_is_read_by_its_browser_only(pushes: Pushes) -> None:
    alice = reader("alice", email=False)
    with_device(alice, f"{pushes.origin}/one")
    say(alice, until=timezone.now() + timedelta(minutes=10))
    assert carry(Channel.PUSH).sent_at
    ((path, headers, words),) = pushes.posts
    assert orjson.loads(words) == {
        "title": "New session",
        "body": "A first line.\nA second line with 中文.",
        "path": "/sessions/1/",
        "tag": "session.1.announced",
    }
    assert path == "/one"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    assert 590 <= int(headers["TTL"]) <= 600
    assert len(headers["Topic"]) == 32


def test_a_long_message_still_fits(pushes: Pushes) -> None:
    alice = reader("alice", email=False)
    with_device(alice, f"{pushes.origin}/one")
    messages.tell(
        User.objects.filter(pk=alice.pk), key="a.b.c", words=lambda: ("题" * 200, "长" * 3000)
    )
    assert carry(Channel.PUSH).sent_at
    assert len(pushes.posts[0][2]) <= 3000


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(pushes: Pushes, status: int) -> None:
    alice = reader("alice", email=False)
    with_device(alice, f"{pushes.origin}/one")
    pushes.status = status
    say(alice)
    message = carry(Channel.PUSH)
    assert (message.error, bool(message.failed_at)) == ("gone", True)
    assert not PushSubscription.objects.exists()


def test_a_busy_push_service_says_when_to_come_back(pushes: Pushes) -> None:
    alice = reader("alice", email=False)
    with_device(alice, f"{pushes.origin}/one")
    pushes.status, pushes.headers = 429, {"Retry-After": "900"}
    say(alice)
    message = carry(Channel.PUSH)
    wait = message.next_try_at - timezone.now()
    assert timedelta(seconds=890) < wait <= timedelta(seconds=900)
    assert (message.failed_at, message.error) == (None, "service_429")


def test_a_redirect_is_never_followed(pushes: Pushes) -> None:
    alice = reader("alice", email=False)
    with_device(alice, f"{pushes.origin}/one")
    pushes.status, pushes.headers = 307, {"Location": f"{pushes.origin}/two"}
    say(alice)
    assert carry(Channel.PUSH).error == "service_307"
    assert [path for path, _headers, _words in pushes.posts] == ["/one"]


def test_nothing_is_posted_to_a_service_that_was_taken_off_the_list(
    pushes: Pushes, settings: Any
) -> None:
    alice = reader("alice", email=False)
    with_device(alice, f"{pushes.origin}/one")
    settings.PUSH_TEST_ORIGINS = []
    say(alice)
    assert carry(Channel.PUSH).error == "unknown_service"
    assert pushes.posts == []


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://web.push.apple.com/x", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=x", True),
        ("https://fcm.googleapis.com:443/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com.evil.example/x", False),
        ("https://evilfcm.googleapis.com/x", False),
        ("https://evil-push.apple.com/x", False),
        ("https://fcm.googleapis.com@127.0.0.1/x", False),
        ("https://user:pass@fcm.googleapis.com/x", False),
        ("https://127.0.0.1/x", False),
        ("https://[::1]/x", False),
        ("https://169.254.169.254/latest/meta-data/", False),
        ("https://10.0.0.1/x", False),
        ("https://localhost/x", False),
        ("https://2130706433/x", False),
        ("https:///x", False),
        ("https://[fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:x/", False),
        ("file:///etc/passwd", False),
        ("gopher://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com/\r\nX: y", False),
        ("https://fcm.googleapis.com/" + "x" * 1000, False),
        ("", False),
    ],
)
def test_only_push_services_are_posted_to(endpoint: str, known: bool) -> None:
    assert endpoints.is_known(endpoint) is known


# --- Several workers -------------------------------------------------------------


def at_once(count: int, act: Callable[[], object]) -> None:
    """Do the same in so many threads at the same moment, each with its own connection."""
    start = threading.Barrier(count)

    def run() -> None:
        start.wait()
        try:
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_send_twice() -> None:
    people = [with_phone(reader(f"reader{n}", email=False)) for n in range(40)]
    say(*people)
    Message.objects.update(next_try_at=NOON)

    def work() -> None:
        while claimed := claims.claim(Channel.SMS, NOON, 3):
            outcomes = carrying._run(claimed, sms.prepare(claimed))
            claims.settle(outcomes)

    at_once(4, work)
    assert sorted(text.phone for text in memory.outbox) == sorted(str(p.phone) for p in people)
    assert not Message.objects.filter(sent_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_thing_told_by_several_at_once_is_written_once() -> None:
    alice = reader("alice")
    at_once(4, lambda: say(alice))
    assert Message.objects.count() == 1


def test_whoever_is_killed_before_marking_leaves_it_to_the_next() -> None:
    say(with_phone(reader("alice", email=False)))
    Message.objects.update(next_try_at=NOON)
    assert len(claims.claim(Channel.SMS, NOON, 9)) == 1
    assert claims.claim(Channel.SMS, NOON + timedelta(minutes=4), 9) == []
    again = claims.claim(Channel.SMS, NOON + timedelta(minutes=5), 9)
    assert [message.attempts for message in again] == [2]


def test_a_batch_without_time_gives_back_what_it_did_not_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say(with_phone(reader("alice", email=False)))
    Message.objects.update(next_try_at=NOON)
    monkeypatch.setattr(carrying, "BATCH_SECONDS", -1)
    message = carry(Channel.SMS, NOON)
    assert (message.attempts, message.sent_at, memory.outbox) == (0, None, [])


@pytest.mark.django_db(transaction=True)
def test_the_clock_sends_in_a_thread_of_its_own(mails: Mails) -> None:
    say(reader("alice"))
    clock.tick(timezone.now())
    clock.wait()
    assert len(mails.mails) == 1
    assert Message.objects.get().sent_at


def test_the_clock_begins_nothing_when_nothing_is_due() -> None:
    before = threading.active_count()
    clock.tick(timezone.now())
    assert threading.active_count() == before


def test_an_odd_message_does_not_stop_the_others(mails: Mails) -> None:
    alice, bob = reader("alice"), reader("bob")
    say(alice, bob)

    def odd() -> None:
        raise RuntimeError("alice@example.org")

    claimed = claims.claim(Channel.EMAIL, timezone.now(), 9)
    errands = {**carrying.CARRIERS[Channel.EMAIL](claimed), claimed[0].pk: odd}
    claims.settle(carrying._run(claimed, errands))
    errors = list(Message.objects.order_by("pk").values_list("error", flat=True))
    assert errors == ["RuntimeError", ""]
    assert len(mails.mails) == 1


@pytest.mark.parametrize("odd", ["li@例子.中国", "li\n@example.org"])
def test_an_address_that_is_odd_stops_nobody_elses_mail(mails: Mails, odd: str) -> None:
    strange, alice = reader("strange"), reader("alice")
    EmailAddress.objects.filter(user=strange).update(email=odd)
    say(strange, alice)
    carrying.carry(Channel.EMAIL, timezone.now())
    assert Message.objects.get(user=alice).sent_at
    arrived = [mail["To"] for mail in mails.mails]
    assert sorted(arrived) in (
        ["alice@example.org"],
        ["alice@example.org", "li@xn--fsqu00a.xn--fiqs8s"],
    )
    assert (len(arrived) == 2) is ("中国" in odd)


def test_the_cast_without_addresses_costs_nothing() -> None:
    say(cast.person("alice"))
    assert not Message.objects.exists()
