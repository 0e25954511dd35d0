"""The same promises behind every server: daphne by plain ASGI, uvicorn by its own protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from websockets import InvalidStatus

from accounts.models import User
from accounts.services import revoke_tokens
from dialogue.presence import WATCH_SECONDS
from log.models import Stream
from tests import cast
from tests.servers import COMMANDS, Server, running
from tests.sockets import Message

pytestmark = pytest.mark.django_db(transaction=True)

make_session = sync_to_async(cast.make_session)
netizen = sync_to_async(cast.netizen)
moderator = sync_to_async(cast.moderator)
host = sync_to_async(cast.host)
stenographer = sync_to_async(cast.stenographer)
published = sync_to_async(cast.published)
BUS = "107 路能不能恢复直达医院?"


@pytest.fixture(params=COMMANDS)
def server(
    request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path
) -> Iterator[Server]:
    with running(request.param, tmp_path) as here:
        yield here


async def test_one_asks_another_makes_it_public_and_both_see_it(server: Server) -> None:
    session, alice, charlie = await make_session(), await netizen(), await moderator()
    epoch = (await Stream.objects.aget(pk=session.public_id)).epoch
    async with (
        server.follower(session.number, alice) as asker,
        server.follower(session.number, charlie) as desk,
    ):
        assert (await asker.join(epoch))["principal"] == alice.key
        await desk.join(epoch)
        ack = await asker.act(do="ask", ref=cast.ref(), text=BUS)
        number = ack["result"]["number"]
        decided = await desk.act(do="approve", ref=cast.ref(), number=number, version=1)
        assert decided["ok"]
        for viewer in (asker, desk):
            told = await viewer.kind("question.published")
            assert (told["data"]["number"], told["data"]["text"]) == (number, BUS)
            assert viewer.seqs == list(range(1, told["seq"] + 1))
        mine = await asker.until(lambda frame: frame["t"] == "mine" and frame["questions"] != [])
        assert mine["questions"][0]["number"] == number


async def test_whoever_loses_the_line_comes_back_to_exactly_what_was_missed(
    server: Server,
) -> None:
    session, alice = await make_session(), await netizen()
    epoch = (await Stream.objects.aget(pk=session.public_id)).epoch
    await published(session, "第一个问题:车站迁走了吗?")
    act = {"do": "ask", "ref": cast.ref(), "text": BUS}
    async with server.follower(session.number, alice) as viewer:
        await viewer.join(epoch)
        seen = (await viewer.kind("question.published"))["seq"]
        ack = await viewer.act(**act)
        viewer.lose_the_line()
    await published(session, "第二个问题:什么时候迁回来?")
    async with server.follower(session.number, alice) as viewer:
        await viewer.join(epoch, after=seen)
        # What was sent again because nobody knew whether it had arrived.
        assert await viewer.act(**act) == ack
        missed = await viewer.kind("question.published")
        assert missed["data"]["text"] == "第二个问题:什么时候迁回来?"
        assert viewer.seqs == [seen + 1]


async def test_another_sites_page_gets_no_socket_and_whoever_signs_out_loses_theirs(
    server: Server,
) -> None:
    session, alice = await make_session(), await netizen()
    with pytest.raises(InvalidStatus, match="403"):
        async with server.follower(session.number, alice, origin="http://evil.example"):
            pass
    async with server.follower(session.number, alice) as viewer:
        await viewer.join("")
        await sync_to_async(revoke_tokens)(await User.objects.aget(username="alice"))
        assert await viewer.closed() == 4002


@pytest.mark.parametrize("server", ["uvicorn"], indirect=True)
async def test_a_desk_whose_lid_is_closed_is_empty_within_seconds(server: Server) -> None:
    session, erik, gao = await make_session(), await host(), await stenographer()
    epoch = (await Stream.objects.aget(pk=session.public_id)).epoch

    def so_many(count: int) -> Callable[[Message], bool]:
        return lambda frame: frame["t"] == "at_work" and len(frame["people"]) == count

    async with (
        server.follower(session.number, erik) as leads,
        server.follower(session.number, gao) as writes,
    ):
        await writes.sit_down(epoch, "steno")
        await leads.sit_down(epoch, "host")
        await leads.until(so_many(2))
        writes.close_the_lid()
        leads.frames.clear()
        # Asked and waited for once each; who is there is told every three seconds.
        await leads.until(so_many(1), seconds=4 * WATCH_SECONDS)
        writes.lose_the_line()
