"""How what is said, and corrected, enters the transcript."""

from bisect import bisect_left

from dialogue.fold_parts import FoldError, add, out_of_turn, put, question_of
from dialogue.public_state import Correction, Frame, Question, State


def answered(state: State, frame: Frame) -> None:
    """An answer to a question, at any time, also long after the end."""
    question = question_of(state, frame)
    data = frame["data"]
    said: Question = {**question, "answers": [*question["answers"], frame["seq"]]}
    # What is followed as a case stays one, and a placeholder must not come back to life.
    stays = question["state"] in ("taken_down", "handed_over")
    put(state, said, question["state"] if stays else "answered")
    out_of_turn(state, said["number"])
    add(state, frame, "answer", number=said["number"], speaker=data["speaker"], text=data["text"])


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
