"""The pages of following and of how one is told."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import push, unsubscribing
from accounts.models import Leader, Message, PushSubscription, User
from accounts.services import preferences
from sessions_app.models import Follow, Topic
from sessions_app.services import following
from tests import cast
from tests.telling import PRIVATE, PUSH_SERVICE, SECRET, coming, reader, text64, with_device

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
KEY = "-ieLKTWrG9MEpKFzfu6mECCqXd-gtctehVDiv9aHHbU"
HERE = {"sec-fetch-site": "same-origin"}
ELSEWHERE = {"sec-fetch-site": "cross-site"}


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# --- Following -----------------------------------------------------------------


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    session = coming()
    page = client.get(f"/follow/session/{session.number}/?next=/sessions/{session.number}/")
    assert page.status_code == 302
    assert page["Location"] == (
        f"/sign-in/?next=%2Ffollow%2Fsession%2F{session.number}%2F%3Fnext%3D%2Fsessions%2F"
        f"{session.number}%2F"
    )


def test_one_follows_and_leaves_without_scripts_and_comes_back_where_one_was() -> None:
    alice, session = reader("alice"), coming()
    client, address = signed_in(alice), f"/follow/session/{session.number}/"
    back = f"/sessions/{session.number}/?a=1"
    page = client.get(f"{address}?next={back}")
    assert 'aria-pressed="false"' in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    for on in ("1", "0"):
        done = client.post(address, {"on": on, "next": back}, headers=HERE)
        assert (done.status_code, done["Location"]) == (302, back)
        assert Follow.objects.filter(user=alice).exists() is (on == "1")


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_nobody_is_sent_elsewhere(where: str) -> None:
    session = coming()
    client = signed_in(reader("alice"))
    done = client.post(
        f"/follow/session/{session.number}/", {"on": "1", "next": where}, headers=HERE
    )
    assert done["Location"] == "/me/following/"


def test_another_site_cannot_make_one_follow() -> None:
    session = coming()
    done = signed_in(reader("alice")).post(
        f"/follow/session/{session.number}/", {"on": "1"}, headers=ELSEWHERE
    )
    assert done.status_code == 403
    assert not Follow.objects.exists()


@pytest.mark.parametrize("path", ["session/999", "leader/9", "topic/99", "nothing/1", "user/1"])
def test_what_does_not_exist_cannot_be_followed(path: str) -> None:
    assert signed_in(reader("alice")).get(f"/follow/{path}/").status_code == 404


def test_a_draft_looks_like_nothing() -> None:
    session = coming("draft")
    page = signed_in(reader("alice")).get(f"/follow/session/{session.number}/")
    assert page.status_code == 404


def test_the_state_of_buttons_is_asked_for_apart_and_kept_by_nobody(client: Client) -> None:
    alice, session = reader("alice"), coming()
    following.follow(alice, session)
    leader = Leader.objects.create(name="陈立")
    names = f"of=session-{session.number}&of=leader-{leader.pk}"
    state = signed_in(alice).get(f"/me/following/state/?{names}")
    assert state.json() == {"signed_in": True, "followed": [f"session-{session.number}"]}
    assert "no-store" in state["Cache-Control"]
    assert client.get(f"/me/following/state/?{names}").json() == {"signed_in": False}


def test_the_list_shows_everything_and_its_switches(django_assert_num_queries: Any) -> None:
    alice = reader("alice")
    client = signed_in(alice)
    leader, topic = Leader.objects.create(name="陈立"), Topic.objects.all()[0]
    following.follow(alice, leader)
    client.get("/me/following/")
    with django_assert_num_queries(4):
        client.get("/me/following/")
    for target in (topic, cast.city(), coming()):
        following.follow(alice, target)
    with django_assert_num_queries(4):
        page = client.get("/me/following/").content.decode()
    for words in ("陈立", topic.name_en, cast.city().name, "让出行更顺畅"):
        assert words in page
    client.post(
        f"/follow/leader/{leader.pk}/", {"muted": "1", "next": "/me/following/"}, headers=HERE
    )
    assert Follow.objects.get(leader=leader).muted
    assert "muted: nothing is sent" in client.get("/me/following/").content.decode()


def test_the_list_is_nobody_elses(client: Client) -> None:
    following.follow(reader("alice"), cast.city())
    assert client.get("/me/following/").status_code == 302
    assert cast.city().name not in signed_in(reader("bob")).get("/me/following/").content.decode()


def test_whoever_first_follows_in_english_is_told_in_english() -> None:
    alice = reader("alice", language="")
    signed_in(alice).post(f"/follow/session/{coming().number}/", {"on": "1"}, headers=HERE)
    alice.refresh_from_db()
    assert alice.language == "en"


# --- How one is told -------------------------------------------------------------


def test_preferences_are_kept_and_touch_nothing_else() -> None:
    alice = reader("alice")
    client = signed_in(alice)
    chosen = {"language": "zh-hans", "remind_day_before": "on", "duty": "system", "is_staff": "on"}
    done = client.post("/me/account/messages/", chosen)
    assert (done.status_code, done["Location"]) == (302, "/me/account/messages/")
    alice.refresh_from_db()
    kept = [getattr(alice, name) for name in preferences.FIELDS]
    assert kept == ["zh-hans", False, False, True, True, False]
    assert (alice.duty, alice.is_staff) == ("", False)


def test_a_channel_that_is_not_set_up_is_not_offered(settings: Any) -> None:
    settings.SMS_BACKEND, settings.PUSH_PRIVATE_KEY = "none", ""
    page = signed_in(reader("alice")).get("/me/account/messages/").content.decode()
    assert 'name="tell_by_email"' in page
    for name in ("tell_by_sms", "tell_by_push", "data-notify"):
        assert name not in page


def test_a_language_that_does_not_exist_is_not_kept() -> None:
    alice = reader("alice")
    signed_in(alice).post("/me/account/messages/", {"language": "xx"})
    alice.refresh_from_db()
    assert alice.language == "zh-hans"


def subscription(endpoint: str = f"{PUSH_SERVICE}/wpush/v2/x", **keys: Any) -> dict[str, Any]:
    public = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "endpoint": endpoint,
        "keys": {"p256dh": text64(public), "auth": text64(SECRET), **keys},
    }


def add(client: Client, told: Any) -> int:
    done = client.post("/me/account/messages/devices/", told, content_type="application/json")
    return done.status_code


def test_a_device_is_added_once_and_its_address_is_sealed(settings: Any) -> None:
    settings.PUSH_PRIVATE_KEY = KEY
    alice = reader("alice", tell_by_push=False)
    client = signed_in(alice)
    assert [add(client, subscription()) for _time in range(2)] == [201, 201]
    device = PushSubscription.objects.get()
    assert device.endpoint == f"{PUSH_SERVICE}/wpush/v2/x"
    with connection.cursor() as cursor:
        cursor.execute("SELECT endpoint, p256dh, auth FROM accounts_pushsubscription")
        assert not any(
            PUSH_SERVICE in value or text64(SECRET) in value for value in cursor.fetchone()
        )
    alice.refresh_from_db()
    assert alice.tell_by_push


def test_a_browser_belongs_to_whoever_used_it_last(settings: Any) -> None:
    settings.PUSH_PRIVATE_KEY = KEY
    alice, bob = reader("alice"), reader("bob")
    for person in (alice, bob):
        add(signed_in(person), subscription())
    assert PushSubscription.objects.get().user == bob


@pytest.mark.parametrize(
    "told",
    [
        {},
        [],
        "x",
        subscription("https://10.0.0.1/x"),
        subscription("http://localhost/x"),
        *(subscription(f"https://evil.example{mark}.push.apple.com/x") for mark in "\\;%/?#"),
        subscription("https://.push.apple.com/x"),
        subscription(auth="short"),
        subscription(p256dh="!" * 87),
        subscription(p256dh=None),
        {"endpoint": f"{PUSH_SERVICE}/x", "keys": "none"},
        {"endpoint": f"{PUSH_SERVICE}/x"},
    ],
)
def test_no_other_server_can_be_named_as_a_device(settings: Any, told: Any) -> None:
    settings.PUSH_PRIVATE_KEY = KEY
    assert add(signed_in(reader("alice")), told) == 422
    assert not PushSubscription.objects.exists()


def test_only_so_many_devices_are_kept() -> None:
    alice = reader("alice")
    for n in range(12):
        with_device(alice, f"{PUSH_SERVICE}/wpush/v2/{n}")
    kept = [device.endpoint[-2:] for device in PushSubscription.objects.order_by("pk")]
    assert kept == ["/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "10", "11"]


def test_nobody_removes_a_device_of_somebody_else() -> None:
    device = with_device(reader("alice"))
    signed_in(reader("bob")).post(f"/me/account/messages/devices/{device.pk}/remove/")
    assert PushSubscription.objects.exists()
    signed_in(reader("alice")).post(f"/me/account/messages/devices/{device.pk}/remove/")
    assert not PushSubscription.objects.exists()


def test_a_test_notification_goes_to_the_devices_only_and_once_a_minute() -> None:
    alice = reader("alice")
    with_device(alice)
    client = signed_in(alice)
    for _time in range(3):
        client.post("/me/account/messages/devices/test/")
    assert list(Message.objects.values_list("channel", flat=True)) in (["push"], ["push", "push"])


def test_the_command_makes_a_key_that_browsers_accept(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("push_keys")
    name, _equals, key = capsys.readouterr().out.strip().partition("=")
    assert name == "HUIYIN_PUSH_PRIVATE_KEY"
    settings.PUSH_PRIVATE_KEY = key
    public = push.public_key()
    assert len(urlsafe_b64decode(public + "=")) == 65


def test_the_service_worker_stands_at_the_root(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "no-cache")
    assert "showNotification" in answer.content.decode()


# --- The way out of the e-mails ----------------------------------------------------


def path_of(person: User) -> str:
    return unsubscribing.link_for(person.pk).removeprefix("http://localhost:8000")


def test_a_mail_program_ends_the_mails_at_one_click_without_signing_in() -> None:
    alice, bob = reader("alice"), reader("bob")
    stranger = Client(enforce_csrf_checks=True)
    done = stranger.post(path_of(alice), {"List-Unsubscribe": "One-Click"}, headers=ELSEWHERE)
    assert done.status_code == 200
    assert "no-store" in done["Cache-Control"]
    alice.refresh_from_db()
    bob.refresh_from_db()
    assert (alice.tell_by_email, alice.tell_by_push, bob.tell_by_email) == (False, True, True)


def test_looking_at_the_link_changes_nothing_and_one_can_return(client: Client) -> None:
    alice = reader("alice")
    page = client.get(path_of(alice))
    assert "No more e-mails?" in page.content.decode() or page.status_code == 200
    alice.refresh_from_db()
    assert alice.tell_by_email
    for wanted, kept in (("off", False), ("on", True)):
        client.post(path_of(alice), {"wanted": wanted})
        alice.refresh_from_db()
        assert alice.tell_by_email is kept


def test_a_forged_link_is_no_page(client: Client) -> None:
    alice, bob = reader("alice"), reader("bob")
    mark = re.sub(r"^/unsubscribe/\d+", f"/unsubscribe/{bob.pk}", path_of(alice))
    for address in (mark, "/unsubscribe/1:x/", "/unsubscribe/x/", f"{path_of(alice)[:-2]}/"):
        assert client.post(address).status_code == 404
    bob.refresh_from_db()
    assert bob.tell_by_email


def test_the_link_of_a_closed_account_leads_nowhere(client: Client) -> None:
    alice = reader("alice", closed_at=timezone.now())
    assert client.post(path_of(alice)).status_code == 404


def test_a_mail_names_addresses_that_exist() -> None:
    assert reverse("message_preferences") == "/me/account/messages/"
