"""How a question's events change the public state."""

from dialogue.fold_parts import (
    FoldError,
    add,
    at_rest,
    known,
    lay_down_current,
    out_of_turn,
    put,
    question_of,
)
from dialogue.public_state import Frame, Question, State


def published(state: State, frame: Frame) -> None:
    """A question is public. A number is published once."""
    data = frame["data"]
    key = str(data["number"])
    if key in state["questions"]:
        raise FoldError(f"question {key} published again at {frame['seq']}")
    state["questions"][key] = {
        "number": data["number"],
        "text": data["text"],
        "name": data["name"],
        "guest": data["guest"],
        "edited": data["edited"],
        "asked_at": data["asked_at"],
        "published_at": frame["at"],
        "topic": data.get("topic", ""),
        "state": "published",
        "reason": "",
        "case": "",
        "unit": "",
        "seq": frame["seq"],
        "answers": [],
    }


def taken_up(state: State, frame: Frame) -> None:
    """A question is being answered now; the one before it, if any, is laid down."""
    question = question_of(state, frame)
    lay_down_current(state)
    put(state, question, "taken_up")
    out_of_turn(state, question["number"])
    state["current"] = question["number"]
    add(state, frame, "question", number=question["number"], text=question["text"])


def put_back(state: State, frame: Frame) -> None:
    """The question in hand goes back among the others."""
    question = question_of(state, frame)
    put(state, question, at_rest(question))
    if state["current"] == question["number"]:
        state["current"] = None


def ordered(state: State, frame: Frame) -> None:
    """What comes next, in order."""
    numbers: list[int] = list(frame["data"]["numbers"])
    for number in numbers:
        known(state, frame, number)
    state["next"] = numbers


def taken_down(state: State, frame: Frame) -> None:
    """The words and the name go, wherever they stand, and what people made of its answers.

    Number and reason stay.
    """
    question = question_of(state, frame)
    bare: Question = {**question, "text": "", "name": "", "reason": frame["data"]["reason"]}
    put(state, bare, "taken_down")
    out_of_turn(state, bare["number"])
    for index, entry in enumerate(state["entries"]):
        if entry["type"] == "question" and entry["number"] == bare["number"]:
            state["entries"][index] = {**entry, "text": ""}
    for seq in bare["answers"]:
        state["opinions"].pop(str(seq), None)


def assigned(state: State, frame: Frame) -> None:
    """A department answers it after the session; nobody waits for it here any more."""
    question = question_of(state, frame)
    put(state, {**question, "unit": frame["data"]["unit"]}, at_rest(question))
    out_of_turn(state, question["number"])


def unnamed(state: State, frame: Frame) -> None:
    """The asker closed the account: nothing but the name goes."""
    question = question_of(state, frame)
    put(state, {**question, "name": ""}, question["state"])


def handed_over(state: State, frame: Frame) -> None:
    """The question became a case and waits no longer."""
    question = question_of(state, frame)
    put(state, {**question, "case": frame["data"]["case"]}, "handed_over")
    out_of_turn(state, question["number"])


def totalled(state: State, frame: Frame) -> None:
    """The final count of support, signed-in people and guests apart."""
    for number, users, guests in frame["data"]["totals"]:
        known(state, frame, number)
        state["totals"][str(number)] = [users, guests]
