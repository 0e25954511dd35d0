"""What stands on the big screen, made from a session's public state.

The screen's script draws the same from the same state afterwards: js/screen/scene.js.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dialogue.public_state import Entry, Poll, Question, State
from frontend.charts import Running, chart

SHOWN = ("question", "answers", "poll", "qr")
SPOKEN = frozenset({"answer", "speech", "aloud", "promise"})
# Before the beginning, during a break and at the end the whole screen says so.
FACES = {"announced": "before", "collecting": "before", "archived": "ended"}
# Up to so many characters a text is set in the largest size, in the next, in the third.
SIZES = ((44, "xl"), (96, "l"), (190, "m"))

Scene = dict[str, Any]


def scene(
    state: State, figures: Running, support: Mapping[str, Sequence[int]], show: Collection[str]
) -> Scene:
    """Return what the screen's template switches on: a face, and what stands on it."""
    session = state["session"]["state"]
    face = FACES.get(session, session)
    if face != "live":
        return {"face": face, **_blank(), "words": _closing(state), "tally": tally(state)}
    said = _said(state) if "answers" in show else None
    question = _question(state, said) if "question" in show else None
    poll = _poll(state) if "poll" in show else None
    return {
        **_blank(),
        "face": "poll" if poll else "question" if question or said else "waiting",
        "question": question and _sized(question, support),
        "answering": state["current"] is not None,
        "said": said and _worded(state, said),
        "poll": poll and {**poll, "chart": chart(poll, figures)},
        "next": state["questions"].get(str(state["next"][0])) if state["next"] else None,
        "tally": tally(state),
    }


def _blank() -> Scene:
    empty = {"question": None, "said": None, "poll": None, "next": None, "words": ""}
    return {"answering": False, **empty}


def tally(state: State) -> dict[str, int]:
    """Return how many questions were public, how many answered and how many became cases."""
    states = [each["state"] for each in state["questions"].values()]
    return {
        "asked": len(states) - states.count("taken_down"),
        "answered": states.count("answered"),
        "cases": states.count("handed_over"),
    }


def size(text: str) -> str:
    """Return in which size a text is set: a Latin letter takes half the room of a character."""
    weight = sum(0.5 if char < "\u2e80" else 1 for char in text)
    return next((name for most, name in SIZES if weight <= most), "s")


def _said(state: State) -> Entry | None:
    """The last words on the question of the moment; between two questions, the last of all."""
    since = 0
    if state["current"] is not None:
        asked = (e for e in state["entries"] if e["type"] == "question")
        since = max((e["seq"] for e in asked if e["number"] == state["current"]), default=0)
    spoken = (e for e in reversed(state["entries"]) if e["type"] in SPOKEN)
    last = next(spoken, None)
    return last if last and last["seq"] > since else None


def _question(state: State, said: Entry | None) -> Question | None:
    number = state["current"] if state["current"] is not None else said and said["number"]
    question = state["questions"].get(str(number))
    return question if question and question["text"] else None


def _poll(state: State) -> Poll | None:
    """The open poll; a closed one for as long as nothing else has happened."""
    for poll in state["polls"].values():
        if poll["open"]:
            return poll
    last = state["entries"][-1] if state["entries"] else None
    return state["polls"].get(str(last["poll"])) if last and last["type"] == "poll" else None


def _closing(state: State) -> str:
    told = [each for each in state["entries"] if each["notice"] == "ended"]
    return told[-1]["text"] if told else ""


def _sized(question: Question, support: Mapping[str, Sequence[int]]) -> Scene:
    total = sum(support.get(str(question["number"]), ()))
    return {**question, "size": size(question["text"]), "total": total}


def _worded(state: State, entry: Entry) -> Scene:
    stands = [entry, *entry["corrections"]][-1]
    promise = state["promises"].get(str(entry["seq"]))
    worded = {"html": stands["html"], "text": stands["text"], "size": size(stands["text"])}
    return {**entry, **worded, "promise": promise, "speaker": entry["speaker"] or {}}
