"""The hub alone: no hole between backlog and live, and nobody held up by anybody."""

from __future__ import annotations

import asyncio

import pytest

from dialogue.hub import Room
from dialogue.ring import RING, RING_BYTES, Frame, Ring


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


async def test_a_crowd_that_joins_behind_a_room_just_opened_reads_the_log_once() -> None:
    hall, log = room(1000)
    crowd = [Follower() for _n in range(50)]
    await asyncio.gather(*(hall.join(each, epoch="e1", after=900) for each in crowd))
    assert {tuple(each.seqs) for each in crowd} == {tuple(range(901, 1001))}
    assert log.reads == 1
    late = Follower()
    assert await hall.join(late, epoch="e1", after=1000 - RING)
    assert late.seqs == list(range(1000 - RING + 1, 1001))
    assert log.reads == 1


async def test_what_happens_while_the_ring_is_read_is_neither_lost_nor_doubled() -> None:
    hall, log = room(40)
    crowd = [Follower() for _n in range(5)]
    joining = [asyncio.create_task(hall.join(each, epoch="e1", after=10)) for each in crowd]
    await asyncio.sleep(0)
    log.length = 42
    hall.publish([frame(41), frame(42)])
    assert all(await asyncio.gather(*joining))
    hall.publish([frame(43)])
    assert {tuple(each.seqs) for each in crowd} == {tuple(range(11, 44))}
    assert log.reads == 1


class GivingWords:
    """A log whose first reading is answered late, with the words of back then."""

    def __init__(self) -> None:
        self.late = asyncio.Event()
        self.reads = 0

    async def read(self, after: int, limit: int) -> list[Frame]:
        """Return two entries: with their words at first, later without."""
        self.reads += 1
        if self.reads > 1:
            return [Frame(b"", 1), Frame(b"", 2), Frame(b"", 3, withdraws=True)][after:]
        await self.late.wait()
        return [Frame(b"words", 1), Frame(b"words", 2)][after:]


async def test_words_taken_down_while_the_ring_was_read_are_not_kept_in_it() -> None:
    log, follower = GivingWords(), Follower()
    hall = Room(log, "e1", 2, RESYNC)
    joining = asyncio.create_task(hall.join(follower, epoch="e1", after=0))
    await settled()
    hall.publish([Frame(b"", 3, withdraws=True)])
    log.late.set()
    assert await joining
    assert follower.seqs == [1, 2, 3]
    assert {each.payload for each in follower.got} == {b""}
    assert log.reads == 2


async def test_whoever_gives_up_waiting_for_the_ring_does_not_take_it_from_the_others() -> None:
    log, patient = GivingWords(), Follower()
    hall = Room(log, "e1", 2, RESYNC)
    joining = [
        asyncio.create_task(hall.join(each, epoch="e1", after=0)) for each in (Follower(), patient)
    ]
    await settled()
    joining[0].cancel()
    await settled()
    log.late.set()
    assert await joining[1]
    assert (patient.seqs, log.reads) == ([1, 2], 1)


def test_the_ring_is_bounded_by_count_and_by_bytes() -> None:
    ring = Ring()
    for n in range(1, RING + 3):
        ring.append(frame(n))
    assert [f.seq for f in ring.after(0)] == list(range(3, RING + 3))
    assert not ring.reaches(1, head=RING + 2)
    big = RING_BYTES // 4
    for n in range(RING + 3, RING + 9):
        ring.append(Frame(b"x" * big, n))
    assert len(ring.frames) == 4
    assert ring.size == 4 * big
    assert ring.reaches(RING + 4, head=RING + 8)


def test_what_does_not_fit_before_the_present_frames_leaves_no_hole() -> None:
    ring = Ring()
    for n in range(11, 11 + RING):
        ring.append(frame(n))
    ring.append(frame(11 + RING))
    # Read when the ring began at 11: by now frame 11 itself has fallen out.
    ring.fill([frame(n) for n in range(1, 11)], version=ring.version)
    assert next(ring.after(0)).seq == 12
    assert ring.filled


async def test_a_new_epoch_tells_everyone_once_and_forgets_the_ring() -> None:
    hall, _log = room(2)
    follower = Follower()
    await hall.join(follower, epoch="e1", after=2)
    hall.renew("e2", 7)
    hall.publish([frame(8)])
    assert follower.got == [RESYNC]
    assert await hall.join(follower, epoch="e2", after=7)
    assert follower.seqs == [8]
    assert [each.seq for each in hall.ring.after(0)] == [8]


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
