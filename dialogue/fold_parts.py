"""What the rules of the fold share: finding a question, changing its state, adding an entry."""

from dialogue.public_state import (
    Entry,
    EntryType,
    Frame,
    Notice,
    Question,
    QuestionState,
    SessionState,
    Speaker,
    State,
)


class FoldError(ValueError):
    """The log holds an event that cannot follow from what stands before it."""


def enter(state: State, name: SessionState, *, intake: bool | None = None, note: str = "") -> None:
    """Move the session to a state; a note belongs to one state only."""
    session = state["session"]
    session["state"], session["note"] = name, note
    if intake is not None:
        session["intake"] = intake


def known(state: State, frame: Frame, number: int) -> Question:
    """Return the question of that number. Raises FoldError when there is none."""
    try:
        return state["questions"][str(number)]
    except KeyError:
        raise FoldError(f"{frame['kind']} at {frame['seq']}: no question {number}") from None


def question_of(state: State, frame: Frame) -> Question:
    """Return the question the event is about. Raises FoldError when there is none."""
    return known(state, frame, frame["data"]["number"])


def put(state: State, question: Question, name: QuestionState) -> None:
    """Replace a question, now in the state named."""
    state["questions"][str(question["number"])] = {**question, "state": name}


def at_rest(question: Question) -> QuestionState:
    """Return the state of a question nobody is answering at the moment."""
    return "answered" if question["answers"] else "published"


def lay_down_current(state: State) -> None:
    """Nothing is being answered now."""
    if state["current"] is not None:
        question = state["questions"][str(state["current"])]
        if question["state"] == "taken_up":
            put(state, question, at_rest(question))
    state["current"] = None


def out_of_turn(state: State, number: int) -> None:
    """The question is no longer waiting nor being answered."""
    state["next"] = [n for n in state["next"] if n != number]
    if state["current"] == number:
        state["current"] = None


def notice(state: State, frame: Frame, name: Notice, text: str = "") -> None:
    """Add a line that tells what happened to the session."""
    add(state, frame, "notice", text=text, notice=name)


def add(
    state: State,
    frame: Frame,
    type_: EntryType,
    *,
    number: int | None = None,
    poll: int | None = None,
    speaker: Speaker | None = None,
    text: str = "",
    notice: Notice = "",
) -> None:
    """Add an entry to the transcript."""
    entry: Entry = {
        "seq": frame["seq"],
        "at": frame["at"],
        "type": type_,
        "number": number,
        "poll": poll,
        "speaker": speaker,
        "text": text,
        "html": frame["data"].get("html", ""),
        # What came later is not in earlier logs.
        "sources": frame["data"].get("sources", []),
        "notice": notice,
        "corrections": [],
    }
    state["entries"].append(entry)
