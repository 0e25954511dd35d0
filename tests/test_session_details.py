"""What is announced of a session: told when it becomes public, and again when it changes."""

from __future__ import annotations

import pytest

from dialogue import projection
from log.models import Event
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning
from tests import cast

pytestmark = pytest.mark.django_db


def announced(session: Session) -> dict[str, object]:
    return dict(projection.current(session).state["session"])


def invite(session: Session) -> None:
    planning.add_guest(session, place=2, name="何敏", post="市公交集团副总经理", user=None)


def test_changed_details_are_told_to_all() -> None:
    session = cast.make_session("announced")
    session.title, session.per_person = "让出行更安全", 3
    lifecycle.change_details(session, by=cast.host())
    told = announced(session)
    assert told["title"] == "让出行更安全"
    assert Event.objects.get(kind="session.detailed").actor == cast.host().key


@pytest.mark.parametrize("state", ["announced", "collecting", "live", "paused", "ended"])
def test_a_leader_invited_later_is_announced_too(state: str) -> None:
    session = cast.make_session(state)
    invite(session)
    guests = announced(session)["guests"]
    assert guests == [
        {"key": "l1", "name": cast.LEADER.name, "post": cast.LEADER.post},
        {"key": "l2", "name": "何敏", "post": "市公交集团副总经理"},
    ]


def test_nobody_hears_of_a_leader_invited_to_a_draft() -> None:
    draft, given_up = cast.make_session("draft"), cast.make_session("draft")
    lifecycle.cancel(given_up, by=cast.host(), reason="改期")
    for session in (draft, given_up):
        invite(session)
    assert not Event.objects.filter(stream__owner_kind="session").exists()


def test_a_rehearsal_has_a_number_nobody_comes_upon_and_takes_none_from_the_others() -> None:
    first = cast.make_session()
    rehearsals = {cast.make_session(rehearsal=True).number for _one in range(3)}
    assert cast.make_session().number == first.number + 1
    assert len(rehearsals) == 3
    assert min(rehearsals) >= planning.REHEARSALS
    assert max(rehearsals) - min(rehearsals) > 3
