"""The flow of a case: every state with every act, and every way through them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import flow
from cases.events import CaseAccepted, CaseClosed, CaseNoted, CaseReplied
from cases.flow import FLOW, Act
from cases.models import Case
from cases.services import handling
from cases.states import State
from log.codes import Refused
from log.models import Event
from log.vocabulary import EventData
from tests import casework

PAIRS = list(product(State, Act))
LEGAL: dict[tuple[str, str], tuple[str, type[EventData], bool]] = {
    ("received", "accept"): ("accepted", CaseAccepted, True),
    ("accepted", "reply"): ("answered", CaseReplied, True),
    ("answered", "close"): ("closed", CaseClosed, True),
    ("received", "note"): ("received", CaseNoted, False),
    ("accepted", "note"): ("accepted", CaseNoted, False),
    ("answered", "note"): ("answered", CaseNoted, False),
    ("closed", "note"): ("closed", CaseNoted, False),
}


@pytest.mark.parametrize(("state", "act"), PAIRS)
def test_the_table_holds_these_steps_and_no_others(state: State, act: Act) -> None:
    expected = LEGAL.get((state.value, act.value))
    if expected is None:
        with pytest.raises(Refused, match="illegal_step"):
            flow.step(state, act)
        assert (state, act) not in FLOW
        return
    step = flow.step(state, act)
    assert (step.target, step.event, step.is_public) == expected
    assert step.may(frozenset({"handle"}))
    assert not step.may(frozenset())


@pytest.mark.parametrize(("state", "act"), PAIRS)
def test_only_what_is_possible_is_offered_and_to_nobody_without_the_right(
    state: State, act: Act
) -> None:
    offered = flow.possible(state, frozenset({"handle"}))
    assert (act in offered) == ((state.value, act.value) in LEGAL)
    assert flow.possible(state, frozenset()) == frozenset()


@given(st.lists(st.sampled_from(list(Act)), max_size=12))
def test_no_sequence_of_acts_skips_a_state_or_leads_back(acts: list[Act]) -> None:
    order = list(State)
    state = State.RECEIVED
    for act in acts:
        try:
            target = flow.step(state, act).target
        except Refused:
            continue
        assert order.index(target) - order.index(state) in {0, 1}
        state = target


@pytest.mark.parametrize("kind", [CaseAccepted, CaseReplied, CaseClosed])
def test_each_public_step_keeps_its_moment_in_a_field_of_its_own(kind: type) -> None:
    (step,) = [each for each in FLOW.values() if each.event is kind]
    assert step.stamp is not None
    assert Case._meta.get_field(step.stamp).null


def take(case: Case, act: Act) -> None:
    by, version = casework.handler(), case.version
    match act:
        case Act.ACCEPT:
            handling.accept(case, version=version, by=by)
        case Act.REPLY:
            handling.reply(case, version=version, text="已办。", by=by)
        case Act.CLOSE:
            handling.close(case, version=version, by=by)
        case Act.NOTE:
            handling.note(case, text="记一笔。", by=by)


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "act"), PAIRS)
def test_the_services_do_what_the_table_says_and_leave_no_trace_of_what_it_does_not(
    state: State, act: Act
) -> None:
    case = casework.MAKE[state.value]()
    before = Event.objects.count()
    expected = LEGAL.get((state.value, act.value))
    if expected is None:
        with pytest.raises(Refused, match="illegal_step"):
            take(case, act)
        assert Event.objects.count() == before
    else:
        take(case, act)
        told = Event.objects.order_by("pk").values_list("kind", flat=True).last()
        assert told == expected[1].kind
    case.refresh_from_db()
    assert case.state == (expected[0] if expected else state)
    casework.assert_fold_is_row(case)
