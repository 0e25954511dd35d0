"""How polls change the public state."""

from dialogue.fold_parts import FoldError, add
from dialogue.public_state import Frame, Poll, State


def opened(state: State, frame: Frame) -> None:
    """Everyone is asked. A number is given to one poll."""
    data = frame["data"]
    if data.get("erased"):
        return  # Which poll it was went with its words.
    if str(data["poll"]) in state["polls"]:
        raise FoldError(f"poll {data['poll']} opened again at {frame['seq']}")
    state["polls"][str(data["poll"])] = {
        "poll": data["poll"],
        "question": data["question"],
        "form": data["form"],
        "options": data["options"],
        "most": data["most"],
        "hidden": data["hidden"],
        "open": True,
        "seq": frame["seq"],
        "closed_seq": None,
        "votes": [],
        "users": 0,
        "guests": 0,
    }
    add(state, frame, "poll", poll=data["poll"], text=data["question"])


def closed(state: State, frame: Frame) -> None:
    """The ballots were counted; the results stand in the transcript."""
    data = frame["data"]
    poll = state["polls"].get(str(data["poll"]))
    if data.get("erased") or poll is None:
        return  # Which poll it was went with the words of this, or of its opening.
    counted: Poll = {
        **poll,
        "open": False,
        "closed_seq": frame["seq"],
        "options": data["options"],
        "votes": data["votes"],
        "users": data["users"],
        "guests": data["guests"],
    }
    state["polls"][str(data["poll"])] = counted
    add(state, frame, "poll", poll=data["poll"], text=poll["question"])


def word_taken_back(state: State, frame: Frame) -> None:
    """A word left the results of a cloud; its empty place says that there was one."""
    data = frame["data"]
    poll = state["polls"].get(str(data["poll"]))
    if data.get("erased") or poll is None or poll["open"]:
        return  # Which word it was went with the words of this, or of its poll.
    if not 1 <= data["place"] <= len(poll["options"]):
        raise FoldError(f"no word {data['place']} in poll {data['poll']} at {frame['seq']}")
    options = list(poll["options"])
    options[data["place"] - 1] = ""
    state["polls"][str(data["poll"])] = {**poll, "options": options}
