"""The fold of the public log, held to fixtures that the browser's fold is held to as well."""

import copy
import json
from functools import reduce
from pathlib import Path
from typing import Any, TypedDict

import pytest

from dialogue.events import PollClosed, PollOpened
from dialogue.fold import FoldError, Frame, State, apply, fold, initial

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "fold").glob("*.json"))


class Fixture(TypedDict):
    name: str
    frames: list[Frame]
    state: State


def load(path: Path) -> Fixture:
    fixture: Fixture = json.loads(path.read_text(encoding="utf-8"))
    return fixture


def event(kind: str, seq: int = 99, **data: Any) -> Frame:
    return {"t": "event", "seq": seq, "kind": kind, "at": "2026-11-23T06:00:00Z", "data": data}


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_frames_fold_into_the_state(path: Path) -> None:
    fixture = load(path)
    assert fold(fixture["frames"]) == fixture["state"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_one_event_at_a_time_gives_the_same_and_leaves_the_input_alone(path: Path) -> None:
    fixture = load(path)
    state = initial()
    for frame in fixture["frames"]:
        before, kept = state, copy.deepcopy(state)
        state = apply(state, frame)
        assert before == kept
    assert state == fixture["state"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fold_can_be_resumed_at_any_place(path: Path) -> None:
    frames = load(path)["frames"]
    for place in range(len(frames) + 1):
        assert fold(frames[place:], fold(frames[:place])) == fold(frames)


def test_the_fixtures_use_every_kind_of_event() -> None:
    kinds = {frame["kind"] for path in FIXTURES for frame in load(path)["frames"]}
    assert kinds == {
        "session.announced",
        "session.detailed",
        "session.collecting",
        "session.opened",
        "session.paused",
        "session.resumed",
        "session.intake_closed",
        "session.extended",
        "session.ended",
        "session.archived",
        "session.cancelled",
        "question.published",
        "question.taken_up",
        "question.put_back",
        "question.ordered",
        "question.taken_down",
        "question.assigned",
        "question.unnamed",
        "question.handed_over",
        "answer.published",
        "answer.given_aloud",
        "promise.made",
        "notice.pinned",
        "notice.unpinned",
        "poll.opened",
        "poll.closed",
        "poll.word_taken_back",
        "opinions.totalled",
        "speech.published",
        "entry.corrected",
        "support.totalled",
    }


def test_no_words_of_a_question_taken_down_are_left_anywhere() -> None:
    fixture = load(FIXTURES[0].parent / "taken_down_while_current.json")
    words = [frame["data"]["text"] for frame in fixture["frames"] if "asked_at" in frame["data"]]
    assert words
    assert not any(text in json.dumps(fixture["state"], ensure_ascii=False) for text in words)


@pytest.mark.parametrize(
    "frame",
    [
        event("question.merged", number=1),
        event("question.taken_up", number=1),
        event("question.put_back", number=1),
        event("question.ordered", numbers=[1]),
        event("question.taken_down", number=1, reason="off_topic"),
        event("question.handed_over", number=1, case="20260042"),
        event("answer.published", number=1, speaker={}, text="x"),
        event("question.assigned", number=1, unit="x"),
        event("answer.given_aloud", number=1, speaker={}),
        event("promise.made", number=1, speaker={}, text="x", unit="y", due="2026-12-31"),
        event("notice.unpinned", target=1),
        event("entry.corrected", target=1, text="x", reason="y"),
        event("support.totalled", totals=[[1, 1, 0]]),
    ],
    ids=lambda frame: frame["kind"],
)
def test_an_event_about_nothing_known_is_a_fault_in_the_log(frame: Frame) -> None:
    with pytest.raises(FoldError):
        apply(initial(), frame)


def test_polls_whose_words_were_erased_are_gone_and_the_rest_can_be_read() -> None:
    erased = event("poll.opened", **PollOpened.blanked(number=None, reason="", at=""))
    asked = event(
        "poll.opened", poll=2, question="x", form="rating", options=[], most=1, hidden=True
    )
    counted: dict[str, Any] = {"options": [], "votes": [], "users": 0, "guests": 0}
    state = initial()
    for frame in (erased, erased, event("poll.closed", poll=1, **counted), asked):
        state = apply(state, frame)
    assert list(state["polls"]) == ["2"]
    state = apply(state, event("poll.closed", **PollClosed.blanked(number=None, reason="", at="")))
    assert state["polls"]["2"]["votes"] == []


def test_a_number_is_published_once() -> None:
    data = {
        "number": 1,
        "text": "x",
        "name": "y",
        "guest": False,
        "edited": False,
        "asked_at": "2026-11-23T06:00:00Z",
    }
    frames = [event("question.published", seq, **data) for seq in (1, 2)]
    with pytest.raises(FoldError, match="published again at 2"):
        reduce(apply, frames, initial())
