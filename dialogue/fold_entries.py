"""How what is said, and corrected, enters the transcript."""

from bisect import bisect_left

from dialogue.fold_parts import FoldError, add, known, out_of_turn, put, question_of
from dialogue.public_state import Correction, Frame, Question, State


def answered(state: State, frame: Frame) -> None:
    """An answer to a question, at any time, also long after the end."""
    data, number = frame["data"], _settle(state, frame)
    add(state, frame, "answer", number=number, speaker=data["speaker"], text=data["text"])


def given_aloud(state: State, frame: Frame) -> None:
    """An answer by voice: the question is answered, its words are spoken elsewhere."""
    number = _settle(state, frame)
    add(state, frame, "aloud", number=number, speaker=frame["data"]["speaker"])


def _settle(state: State, frame: Frame) -> int:
    question = question_of(state, frame)
    said: Question = {**question, "answers": [*question["answers"], frame["seq"]]}
    # What is followed as a case stays one, and a placeholder must not come back to life.
    stays = question["state"] in ("taken_down", "handed_over")
    put(state, said, question["state"] if stays else "answered")
    out_of_turn(state, said["number"])
    return said["number"]


def promised(state: State, frame: Frame) -> None:
    """Something was promised, mostly in an answer: it stands beside it in the transcript."""
    data = frame["data"]
    if data["number"] is not None:
        known(state, frame, data["number"])
    state["promises"][str(frame["seq"])] = {
        "seq": frame["seq"],
        "at": frame["at"],
        "number": data["number"],
        "speaker": data["speaker"],
        "text": data["text"],
        "unit": data["unit"],
        "due": data["due"],
    }
    add(
        state,
        frame,
        "promise",
        number=data["number"],
        speaker=data["speaker"],
        text=data["text"],
    )


def opinions(state: State, frame: Frame) -> None:
    """The final count of what people made of the answers."""
    for total in frame["data"]["totals"]:
        counts = [total[name] for name in ("thanks", "clear", "more", "stars", "rated")]
        state["opinions"][str(total["seq"])] = counts


def spoken(state: State, frame: Frame) -> None:
    """Someone speaks without answering a particular question."""
    data = frame["data"]
    add(state, frame, "speech", speaker=data["speaker"], text=data["text"])


def corrected(state: State, frame: Frame) -> None:
    """A later wording of what was said; the first wording stays."""
    if frame["data"].get("erased"):
        return  # Its target went with its words.
    target = frame["data"]["target"]
    entries = state["entries"]
    index = bisect_left(entries, target, key=lambda entry: entry["seq"])
    if index == len(entries) or entries[index]["seq"] != target:
        raise FoldError(f"no entry {target} to correct at {frame['seq']}")
    correction: Correction = {
        "seq": frame["seq"],
        "at": frame["at"],
        "text": frame["data"]["text"],
        "html": frame["data"].get("html", ""),
        "reason": frame["data"]["reason"],
    }
    entry = entries[index]
    entries[index] = {**entry, "corrections": [*entry["corrections"], correction]}
