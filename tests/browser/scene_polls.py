"""Polls of the scene that the browser's tests look at."""

from __future__ import annotations

from accounts.principals import SYSTEM
from dialogue.services import polls, voting
from sessions_app import queries as sessions
from tests import cast


def poll(number: int, closed: bool = False) -> int:
    """Open a poll in which a guest votes, and close it if wanted; return its number."""
    made = sessions.by_number(number)
    choices = ("发车更密", "末班更晚", "换乘更方便")
    asked = polls.prepare(
        made, question="公交最该先改进什么？", form="single", options=choices, most=1, hidden=False
    ).number
    polls.open_poll(made, number=asked, by=SYSTEM)
    voting.vote(made, number=asked, choices=[2], words=[], by=cast.guest())
    if closed:
        polls.close(made, number=asked, by=SYSTEM)
    return asked
