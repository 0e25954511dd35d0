"""The hub alone: no hole between backlog and live, and nobody held up by anybody."""

from __future__ import annotations

import asyncio

import pytest

from dialogue.hub import RING, Frame, Room


class Follower:
    """A line that remembers what it was given, or that refuses to take anything."""

    def __init__(self) -> None:
        self.got: list[Frame] = []

    def write(self, frame: Frame) -> None:
        """Take a frame."""
        self.got.append(frame)

    @property
    def seqs(self) -> list[int]:
        """Return the numbered frames, in the order they came."""
        return [frame.seq for frame in self.got if frame.seq]


class SlowLog:
    """A log whose reading takes a turn of the loop, while more is appended."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.reads = 0

    async def read(self, after: int, limit: int) -> list[Frame]:
        """Return frames after a position, giving way in between."""
        self.reads += 1
        await asyncio.sleep(0)
        return [frame(n) for n in range(after + 1, min(after + limit, self.length) + 1)]


RESYNC = Frame(b'{"t":"resync"}')


def frame(seq: int) -> Frame:
    return Frame(b'{"seq":%d}' % seq, seq)


def room(length: int) -> tuple[Room, SlowLog]:
    log = SlowLog(length)
    return Room(log, "e1", length, RESYNC), log


async def settled() -> None:
    for _turn in range(50):
        await asyncio.sleep(0)


async def test_whoever_joins_at_the_head_gets_only_what_is_new() -> None:
    hall, log = room(3)
    follower = Follower()
    assert await hall.join(follower, epoch="e1", after=3)
    hall.publish([frame(4)])
    assert follower.seqs == [4]
    assert log.reads == 0


async def test_what_is_published_while_the_backlog_is_read_is_neither_lost_nor_doubled() -> None:
    hall, log = room(1000)
    follower = Follower()
    joining = asyncio.create_task(hall.join(follower, epoch="e1", after=0))
    n = 1000
    while not joining.done():
        n += 1
        log.length = n
        hall.publish([frame(n)])
        await asyncio.sleep(0)
    assert await joining
    hall.publish([frame(n + 1)])
    assert n > 1005
    assert follower.seqs == list(range(1, n + 2))


async def test_many_hints_for_one_burst_read_the_log_once() -> None:
    hall, log = room(0)
    follower = Follower()
    await hall.join(follower, epoch="e1", after=0)
    log.length = 20
    for _hint in range(20):
        hall.heard(20)
    await settled()
    assert follower.seqs == list(range(1, 21))
    assert log.reads == 1


async def test_a_hint_that_is_ahead_of_what_can_be_read_waits_for_the_next_look() -> None:
    hall, log = room(0)
    follower = Follower()
    await hall.join(follower, epoch="e1", after=0)
    hall.heard(1)
    await settled()
    assert follower.seqs == []
    log.length = 1
    hall.heard(1)
    await settled()
    assert follower.seqs == [1]


@pytest.mark.parametrize(("epoch", "after"), [("e0", 3), ("e1", 4), ("", 0)])
async def test_an_unknown_position_gets_a_resync_and_nothing_else(epoch: str, after: int) -> None:
    hall, _log = room(3)
    follower = Follower()
    assert not await hall.join(follower, epoch=epoch, after=after)
    hall.publish([frame(4)])
    assert follower.got == [RESYNC]


async def test_whoever_is_too_far_behind_loads_the_snapshot_instead() -> None:
    hall, log = room(5000)
    follower = Follower()
    assert not await hall.join(follower, epoch="e1", after=0)
    assert (follower.got, log.reads) == ([RESYNC], 0)


async def test_the_ring_serves_whoever_was_away_for_a_moment_without_the_log() -> None:
    hall, log = room(0)
    hall.publish([frame(n) for n in range(1, RING + 101)])
    follower = Follower()
    assert await hall.join(follower, epoch="e1", after=RING + 90)
    assert follower.seqs == list(range(RING + 91, RING + 101))
    assert log.reads == 0


async def test_a_new_epoch_tells_everyone_once_and_forgets_the_ring() -> None:
    hall, _log = room(2)
    follower = Follower()
    await hall.join(follower, epoch="e1", after=2)
    hall.renew("e2", 7)
    hall.publish([frame(8)])
    assert follower.got == [RESYNC]
    assert await hall.join(follower, epoch="e2", after=7)
    assert follower.seqs == [8]


async def test_after_a_take_down_earlier_frames_are_read_anew() -> None:
    hall, log = room(0)
    hall.publish([frame(1), Frame(b"{}", 2, withdraws=True)])
    log.length = 2
    follower = Follower()
    assert await hall.join(follower, epoch="e1", after=0)
    assert follower.seqs == [1, 2]
    assert log.reads == 1


@pytest.mark.parametrize("size", [0, 5, 125, 126, 65_535, 65_536])
def test_a_frame_on_the_wire_is_a_whole_unmasked_text_frame(size: int) -> None:
    payload = b"x" * size
    wire = Frame(payload).wire
    assert wire[0] == 0x81
    short = wire[1]
    assert short < 128
    head = 2 if short < 126 else 4 if short == 126 else 10
    length = short if short < 126 else int.from_bytes(wire[2:head], "big")
    assert (length, wire[head:]) == (size, payload)
