"""What the live page shows at first paint, made from a session's public state.

The page's scripts draw the same things from the same state afterwards; here it is only
arranged (what comes first, which wording stands), never decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from dialogue import reasons
from dialogue.figures import mean
from dialogue.poll_now import of_this_moment
from dialogue.public_state import Entry, Question, State
from frontend import words
from frontend.templatetags.huiyin import moment_of

# While it runs, a latecomer wants the newest first; the rest is one tap away.
RECENT = 4
# A first paint need not hold thousands: the page's script adds the rest from the snapshot.
LISTED = 60
# More guests than this stand in rows below the question, not in a column beside it.
FEW = 4

WAITING = frozenset({"published", "taken_up"})
SETTLED = frozenset({"answered", "handed_over"})
ON_AIR = frozenset({"live", "paused"})
ANSWERS = frozenset({"answer", "aloud"})
OVER = frozenset({"ended", "archived"})

Support = Mapping[str, Sequence[int]]
Shown = dict[str, Any]
BLANK: Shown = {
    "speaker": {},
    "question": {},
    "earlier": [],
    "correction": None,
    "opinion": {"shown": True},
    "promise": {},
}


def arranged(state: State, support: Support, opinions: Support, *, whole: bool = False) -> Shown:
    """Return what the live page's template loops over and switches on.

    `support` is {number: [signed-in people, guests]} as the snapshot gives it, `opinions` what
    people make of each answer. With `whole` no question is left to the page's script: for
    whoever has none.
    """
    session = state["session"]
    topics = {topic["code"]: topic for topic in session["topics"]}
    questions = {
        key: {**_question(each, support), "topic": topics.get(each["topic"])}
        for key, each in state["questions"].items()
    }
    return {
        "phase": phase(state),
        "guests": _size(len(session["guests"])),
        "minutes": _minutes_since(session["opened_at"]),
        "current": questions.get(str(state["current"])),
        "next": questions.get(str(state["next"][0])) if state["next"] else None,
        "poll": of_this_moment(state),
        "closing": _closing_words(state),
        **_transcript(state, questions, opinions),
        **_lists(questions, over=session["state"] in OVER, whole=whole),
        "reasons": {code: reasons.label(code) for code in reasons.REASONS},
        "session_states": list(words.SESSION),
        "question_states": list(words.QUESTION),
    }


def phase(state: State) -> str:
    """Return which of the stage's faces to show: the session's state, live split in two."""
    name = state["session"]["state"]
    if name != "live":
        return name
    return "waiting" if state["current"] is None else "answering"


def _size(guests: int) -> str:
    return "many" if guests > FEW else "one" if guests == 1 else "few"


def _question(question: Question, support: Support) -> Shown:
    users, guests = support.get(str(question["number"]), (0, 0))
    reason = reasons.label(question["reason"])
    return {**question, "total": users + guests, "by_guests": guests, "reason_text": reason}


def _lists(questions: Mapping[str, Shown], *, over: bool, whole: bool) -> Shown:
    waiting = sorted(_in(questions, WAITING), key=_most_supported)
    settled = sorted(_in(questions, SETTLED), key=_last_answered)
    # After the end nothing waits: what became of the questions comes first.
    listed = settled if over and not waiting else waiting
    shown = listed if whole else listed[:LISTED]
    counts = {"waiting": len(waiting), "settled": len(settled), "rest": len(listed) - len(shown)}
    return {"listed": shown, **counts}


def _closing_words(state: State) -> str:
    """What the host said at the end, or "" where nothing was said."""
    return next((each["text"] for each in state["entries"] if each["notice"] == "ended"), "")


def _transcript(state: State, questions: Mapping[str, Shown], opinions: Support) -> Shown:
    last = {entry["number"]: entry["seq"] for entry in state["entries"]}
    over = state["session"]["state"] not in ON_AIR
    entries = [
        {
            **_entry(each, questions, last),
            "opinion": _opinion(each, questions, opinions, over=over),
            "promise": state["promises"].get(str(each["seq"]), {}),
            "polled": state["polls"].get(str(each["poll"])),
        }
        for each in state["entries"]
    ]
    recent = RECENT if state["session"]["state"] in ON_AIR else len(entries)
    cut = max(0, len(entries) - recent)
    return {"earlier": entries[:cut], "recent": entries[cut:]}


def _entry(entry: Entry, questions: Mapping[str, Shown], last: Mapping[int | None, int]) -> Shown:
    """The wording that stands, the wordings before it, each with why it was changed."""
    wordings = [entry, *entry["corrections"]]
    earlier = [
        {"html": before["html"], "reason": after["reason"]}
        for before, after in zip(wordings, entry["corrections"], strict=False)
    ]
    question = questions.get(str(entry["number"]), {})
    return {
        **entry,
        "html": wordings[-1]["html"],
        "speaker": entry["speaker"] or {},
        "question": question,
        # What became of a question is told once, under the last thing said about it.
        "outcome": question.get("case", "") if last[entry["number"]] == entry["seq"] else "",
        "handed_to": "" if question.get("case") else question.get("unit", ""),
        "words_follow": entry["type"] == "aloud"
        and entry["seq"] == max(question.get("answers", ()), default=0),
        "correction": entry["corrections"][-1] if entry["corrections"] else None,
        "earlier": earlier,
    }


def _opinion(
    entry: Entry, questions: Mapping[str, Shown], opinions: Support, *, over: bool
) -> Shown:
    """What people make of an answer: counts, and the average of its ratings."""
    question = questions.get(str(entry["number"]), {})
    gone = question.get("state") == "taken_down"
    thanks, clear, more, stars, rated = opinions.get(str(entry["seq"]), (0, 0, 0, 0, 0))
    counted = thanks + clear + more + rated
    return {
        "shown": entry["type"] in ANSWERS and not gone and (counted > 0 or not over),
        "over": over,
        "thanks": thanks,
        "clear": clear,
        "more": more,
        "average": mean(stars, rated),
    }


def _in(questions: Mapping[str, Shown], states: frozenset[str]) -> list[Shown]:
    return [question for question in questions.values() if question["state"] in states]


def _most_supported(question: Shown) -> tuple[bool, int, int]:
    return question["state"] != "taken_up", -question["total"], question["seq"]


def _last_answered(question: Shown) -> tuple[int, ...]:
    return (-max(question["answers"], default=question["seq"]),)


def _minutes_since(moment: str | None) -> int:
    opened = moment_of(moment)
    return int((timezone.now() - opened).total_seconds() // 60) if opened else 0
