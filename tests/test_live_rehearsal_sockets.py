"""The live room of a rehearsal: closed to strangers, and closed for all when it is discarded."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from guardian.shortcuts import remove_perm

from accounts import tokens
from dialogue import live
from sessions_app.models import Session
from sessions_app.services import rehearsing
from tests import cast
from tests.sockets import connected, following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]


@sync_to_async
def rehearsed() -> Session:
    return rehearsing.begin(cast.make_session("announced"), by=cast.host())


@pytest.mark.parametrize("who", [None, "netizen", "guest"])
async def test_to_strangers_it_is_no_session_also_while_others_are_in_it(who: str | None) -> None:
    session = await rehearsed()
    stranger = await sync_to_async(getattr(cast, who))() if who else None
    host = await sync_to_async(cast.host)()
    async with following(session, host), connected(session.number, stranger) as viewer:
        assert await viewer.closed() == 4004
        assert viewer.frames == []
    async with connected(session.number + 1, stranger) as viewer:
        assert await viewer.closed() == 4004


async def test_its_people_ask_and_follow_as_in_life() -> None:
    session = await rehearsed()
    async with following(session, await sync_to_async(cast.observer)()) as viewer:
        done = await viewer.act(do="ask", ref="rehearsed-one", text="彩排时能不能提问?")
        assert done["result"]["number"] == 1


@pytest.mark.usefixtures("looks_often")
async def test_when_it_is_discarded_every_socket_is_closed_for_good_and_its_room_is_gone() -> None:
    session = await rehearsed()
    async with following(session, await sync_to_async(cast.moderator)(), desk=True) as viewer:
        await sync_to_async(rehearsing.discard)(session)
        assert await viewer.closed() == 4004
        assert session.number not in live.here().rooms


async def test_whoever_lost_the_part_by_another_way_is_out_when_the_token_is_renewed() -> None:
    session = await rehearsed()
    gao = await sync_to_async(cast.stenographer)()
    async with following(session, gao) as viewer:
        remove = sync_to_async(remove_perm)
        await remove("transcribe_session", await sync_to_async(cast.person)("gao"), session)
        await viewer.send({"t": "token", "token": tokens.mint(gao)})
        assert await viewer.closed() == 4004
