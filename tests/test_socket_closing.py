"""How a socket ends: each cause has its code, and gives nothing away."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Group
from guardian.shortcuts import assign_perm

from accounts import tokens
from accounts.models import User
from accounts.services import revoke_tokens
from tests import cast
from tests.sockets import connected, following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]


make_session = sync_to_async(cast.make_session)

netizen = sync_to_async(cast.netizen)

neighbour = sync_to_async(cast.neighbour)


async def test_people_without_a_right_cannot_sit_at_the_desk() -> None:
    session, alice = await make_session(), await netizen()
    async with connected(session.number, alice) as viewer:
        await viewer.send({"t": "join", "epoch": "", "after": 0, "desk": True})
        assert await viewer.closed() == 4003


async def test_signing_out_closes_the_socket_within_seconds() -> None:
    session, alice = await make_session(), await netizen()
    async with following(session, alice) as viewer:
        user = await User.objects.aget(username="alice")
        await sync_to_async(revoke_tokens)(user)
        assert await viewer.closed(5) == 4002


async def test_a_forged_or_old_token_is_told_to_renew() -> None:
    session = await make_session()
    async with connected(session.number, token="forged") as viewer:
        assert await viewer.closed() == 4001


async def test_a_renewed_token_of_somebody_else_ends_the_connection() -> None:
    session, alice, bob = await make_session(), await netizen(), await neighbour()
    async with following(session, alice) as viewer:
        await viewer.send({"t": "token", "token": tokens.mint(bob)})
        assert await viewer.closed() == 4002


@pytest.mark.parametrize("frame", ["not json", "[]", '{"t":"shout"}', '{"t":"join"}'])
async def test_a_frame_we_cannot_read_closes_the_socket(frame: str) -> None:
    session = await make_session()
    async with connected(session.number) as viewer:
        await viewer.send(frame)
        assert await viewer.closed() == 4010


async def test_a_frame_that_is_too_large_closes_the_socket() -> None:
    session = await make_session()
    async with connected(session.number) as viewer:
        await viewer.send("x" * (64 * 1024 + 1))
        assert await viewer.closed() == 4009


async def test_a_session_nobody_knows_and_a_draft_look_the_same() -> None:
    draft = await make_session("draft")
    for number in (draft.number, 4711):
        async with connected(number) as viewer:
            assert await viewer.closed() == 4004


async def test_a_flood_of_frames_closes_the_socket_whoever_sends_it() -> None:
    session = await make_session()
    async with following(session) as viewer:
        for _frame in range(400):
            await viewer.send({"do": "no such act", "ref": "x"})
        assert await viewer.closed() == 4008


async def test_a_socket_cannot_have_the_log_read_to_it_without_end() -> None:
    session = await make_session()
    async with connected(session.number) as viewer:
        for _join in range(80):
            await viewer.send({"t": "join", "epoch": "", "after": 0})
        assert await viewer.closed() == 4008
    # Each join that was answered got a greeting and a resync.
    assert 2 * 18 <= len(viewer.frames) < 2 * 80


async def test_whoever_lost_the_right_to_a_desk_by_a_group_loses_it_when_the_token_is_renewed() -> (
    None
):
    session, alice = await make_session(), await netizen()
    group = await Group.objects.acreate(name="审核组")
    user = await User.objects.aget(username="alice")
    await user.groups.aadd(group)
    await sync_to_async(assign_perm)("moderate_session", group, session)
    async with following(session, alice, desk=True) as desk:
        await desk.send({"t": "token", "token": tokens.mint(alice)})
        await sync_to_async(cast.ask)(session)
        await desk.until(lambda frame: frame["t"] == "desk")
        await user.groups.aremove(group)
        await desk.send({"t": "token", "token": tokens.mint(alice)})
        assert await desk.closed() == 4003
