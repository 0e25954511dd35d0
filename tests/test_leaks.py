"""Nothing unmoderated leaves the server except to staff and its own author.

One session in which something could leak: held, declined, withdrawn, taken-down and edited
questions, a private word in each. Every public surface is tapped and searched for the words.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.principals import Principal
from archive import clock as archive_clock
from cases import clock as cases_clock
from dialogue.models import Draft
from dialogue.services import closing, own, publishing
from sessions_app.models import Session
from tests import cast
from tests.sockets import following

SECRETS = {
    "held": "暗号松树 的问题还没有审核",
    "declined": "暗号柳树 的问题没有公开",
    "words": "暗号杨树 是给提问人的说明",
    "withdrawn": "暗号槐树 的问题已经撤回",
    "taken down": "暗号梧桐 的问题已经撤下",
    "original": "暗号银杏 的问题改过才公开",
    "draft": "暗号香樟 还在草稿里",
    "finding": "暗号榕树",
}
MARK = "暗号"
RECEIPTS: list[str] = []


def leaky_session() -> Session:
    """Return a live session with something private in every place that could leak."""
    session = cast.make_session()
    moderator = cast.moderator()
    cast.ask(session, SECRETS["held"])
    refused = cast.ask(session, SECRETS["declined"])
    publishing.decline(
        session,
        number=refused.number,
        version=1,
        reason="other",
        words=SECRETS["words"],
        by=moderator,
    )
    back = cast.ask(session, SECRETS["withdrawn"])
    own.withdraw(session, number=back.number, by=cast.netizen())
    down = cast.published(session, SECRETS["taken down"])
    publishing.take_down(session, number=down.number, reason="privacy", by=cast.host())
    edited = cast.ask(session, SECRETS["original"])
    publishing.publish(
        session, number=edited.number, version=1, by=moderator, text="改过的问题在这里公开"
    )
    Draft.objects.create(question=edited, text=SECRETS["draft"], by=cast.leader().key)
    cast.published(session, "这个问题一直留到最后")
    RECEIPTS[:] = session.questions.values_list("receipt", flat=True)
    return session


def public_addresses(session: Session) -> Iterator[str]:
    """Yield everything that anyone may fetch about a session."""
    number = session.number
    epoch = session.public_stream.epoch if session.public_stream else ""
    yield from (
        "/",
        "/sessions/",
        "/sessions/?when=past",
        f"/sessions/{number}/",
        f"/sessions/{number}/ask/",
        f"/sessions/{number}/transcript/",
        f"/sessions/{number}/transcript/verify/",
        f"/sessions/{number}/desk/",
        f"/sessions/{number}/console/",
        f"/sessions/{number}/host/",
        "/me/",
        "/receipt/",
        "/cases/",
        "/api/v1/openapi.json",
        "/api/v1/asyncapi.json",
        "/api/v1/cases",
        f"/api/v1/sessions/{number}",
        f"/api/v1/sessions/{number}/snapshot",
        f"/api/v1/sessions/{number}/log?after=0",
        f"/api/v1/sessions/{number}/log/{epoch}/1-200",
        f"/api/v1/sessions/{number}/record",
        f"/api/v1/sessions/{number}/desk/queue",
    )
    for case in session.questions.exclude(case_number="").values_list("case_number", flat=True):
        yield f"/cases/{case}/"
        yield f"/api/v1/cases/{case}"


def bodies(session: Session, client: Client, **headers: str) -> Iterator[tuple[str, str]]:
    for address in public_addresses(session):
        response = client.get(address, follow=True, headers=headers)
        assert response.status_code < 500, address
        yield address, response.content.decode()


def as_typed_in_json(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode()


def assert_nothing_leaks(session: Session, client: Client, **headers: str) -> None:
    for address, body in bodies(session, client, **headers):
        assert MARK not in body, address
        assert as_typed_in_json(MARK) not in body, address
        assert not [code for code in RECEIPTS if code in body], address


@pytest.mark.django_db
def test_no_public_page_or_call_shows_what_is_not_public() -> None:
    session = leaky_session()
    assert_nothing_leaks(session, Client())


@pytest.mark.django_db
def test_another_netizen_sees_no_more_than_the_public() -> None:
    session = leaky_session()
    client = Client()
    client.force_login(cast.person("bob"))
    token = tokens.mint(cast.neighbour())
    assert_nothing_leaks(session, client, authorization=f"Bearer {token}")


@pytest.mark.django_db
def test_nothing_leaks_after_the_end_when_the_record_is_sealed_and_cases_are_open() -> None:
    session = leaky_session()
    closing.end_session(session, by=cast.host())
    archive_clock.tick(timezone.now())
    cases_clock.tick(timezone.now())
    session.refresh_from_db()
    assert session.state == "archived"
    assert session.questions.filter(state="handed_over").count() == 2
    assert_nothing_leaks(session, Client())


@pytest.mark.django_db
def test_the_author_and_the_staff_do_see_it() -> None:
    session = leaky_session()
    client = Client()
    token = tokens.mint(cast.netizen())
    mine = client.get(
        f"/api/v1/sessions/{session.number}/mine", headers={"authorization": f"Bearer {token}"}
    ).content.decode()
    assert SECRETS["held"] in mine
    assert SECRETS["words"] in mine
    token = tokens.mint(cast.moderator())
    queue = client.get(
        f"/api/v1/sessions/{session.number}/desk/queue?state=all",
        headers={"authorization": f"Bearer {token}"},
    ).content.decode()
    assert SECRETS["declined"] in queue


@pytest.mark.usefixtures("rooms")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("signed_in", [False, True])
async def test_no_frame_to_a_stranger_holds_what_is_not_public(*, signed_in: bool) -> None:
    session = await sync_to_async(cast.make_session)()
    who: Principal | None = await sync_to_async(cast.neighbour)() if signed_in else None
    async with following(session, who) as viewer:

        @sync_to_async
        def everything_happens() -> None:
            moderator = cast.moderator()
            cast.ask(session, SECRETS["held"])
            refused = cast.ask(session, SECRETS["declined"])
            publishing.decline(
                session,
                number=refused.number,
                version=1,
                reason="other",
                words=SECRETS["words"],
                by=moderator,
            )
            edited = cast.ask(session, SECRETS["original"])
            publishing.publish(
                session, number=edited.number, version=1, by=moderator, text="改过的问题公开了"
            )
            closing.end_session(session, by=cast.host())

        await everything_happens()
        await viewer.kind("support.totalled")
        text = str(viewer.frames)
    assert "改过的问题公开了" in text
    assert MARK not in text
