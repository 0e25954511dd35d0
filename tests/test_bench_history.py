"""The history checker: each rule has histories that keep it and histories that break it."""

import pytest

from benchmarks.history import Beat, History, Join, Log, Rule, Saw, Step, check
from benchmarks.leaks import leaks

LOG = Log("e1", {seq: f"frame {seq}" for seq in range(1, 7)})


def saw(*seqs: int) -> list[Step]:
    return [Saw(seq, f"frame {seq}") for seq in seqs]


def rules(*steps: Step, complete: bool = False) -> list[Rule]:
    return [fault.rule for fault in check([History("ana", steps)], LOG, complete=complete)]


def test_a_client_that_saw_all_in_order_breaks_nothing() -> None:
    assert rules(Join("e1", 0), *saw(1, 2, 3, 4, 5, 6), complete=True) == []


def test_a_client_that_joined_late_need_not_see_what_came_before() -> None:
    assert rules(Join("e1", 4), *saw(5, 6), complete=True) == []


def test_a_client_that_resumed_where_it_was_breaks_nothing() -> None:
    assert rules(Join("e1", 0), *saw(1, 2), Join("e1", 2), *saw(3, 4, 5, 6), complete=True) == []


def test_an_event_that_comes_twice_is_not_unique() -> None:
    assert rules(Join("e1", 0), *saw(1, 2, 2, 3)) == [Rule.UNIQUE]


def test_an_event_that_comes_again_after_resuming_is_not_unique() -> None:
    assert rules(Join("e1", 0), *saw(1, 2), Join("e1", 2), *saw(2, 3)) == [Rule.UNIQUE]


def test_a_client_that_asks_again_for_what_it_had_may_be_sent_it_again() -> None:
    assert rules(Join("e1", 0), *saw(1, 2, 3), Join("e1", 1), *saw(2, 3)) == []


def test_an_event_that_comes_late_is_a_hole_and_then_out_of_order() -> None:
    assert rules(Join("e1", 0), *saw(1, 3, 2)) == [Rule.RELIABLE, Rule.ORDERED]


def test_a_hole_is_told_once() -> None:
    assert rules(Join("e1", 0), *saw(1, 4, 5, 6)) == [Rule.RELIABLE]


def test_a_history_that_stops_short_is_a_hole_where_it_should_be_complete() -> None:
    assert rules(Join("e1", 0), *saw(1, 2)) == []
    assert rules(Join("e1", 0), *saw(1, 2), complete=True) == [Rule.RELIABLE]


def test_a_hole_right_after_joining_is_not_resumable() -> None:
    assert rules(Join("e1", 0), *saw(1, 2), Join("e1", 2), *saw(4, 5, 6)) == [Rule.RESUMABLE]


def test_events_sent_to_a_client_of_another_epoch_are_not_resumable() -> None:
    assert rules(Join("e0", 2), *saw(3)) == [Rule.RESUMABLE]


def test_an_event_other_than_the_logs_is_not_faithful() -> None:
    assert rules(Join("e1", 0), Saw(1, "another frame")) == [Rule.FAITHFUL]
    assert rules(Join("e1", 6), Saw(7, "never logged")) == [Rule.FAITHFUL]


def test_a_heartbeat_may_name_what_was_sent_and_a_greeting_the_head() -> None:
    steps: list[Step] = [Join("e1", 0), Beat("e1", 6, sent=False), *saw(1, 2), Beat("e1", 2)]
    assert rules(*steps) == []


@pytest.mark.parametrize(
    "beat", [Beat("e1", 7), Beat("e1", 7, sent=False), Beat("e1", 3), Beat("e0", 1)]
)
def test_a_heartbeat_ahead_of_the_log_or_of_what_was_sent_is_no_bookmark(beat: Beat) -> None:
    assert rules(Join("e1", 0), *saw(1, 2), beat) == [Rule.BOOKMARKABLE]


def test_a_violation_names_the_client_and_the_place() -> None:
    (fault,) = check([History("ana", [Join("e1", 0), *saw(1, 3)])], LOG, complete=False)
    assert (fault.who, fault.detail) == ("ana", "3 came after 1")


def test_texts_that_were_not_published_are_found_wherever_they_were_seen() -> None:
    held = "问一件还没有审核的事情,请不要公开,谢谢"
    seen = ['{"kind":"question.published","text":"另一件事"}', f'{{"note":"前言 {held} 后语"}}']
    assert [fault.rule for fault in leaks(seen, [held])] == [Rule.FILTER]
    assert [fault.rule for fault in leaks(["短问"], ["短问", ""])] == [Rule.FILTER]


def test_a_text_that_only_begins_like_a_forbidden_one_is_no_leak() -> None:
    beginning = "问一件还没有审核的事情,请不要公开,"
    assert not list(leaks([f"{beginning}再见"], [f"{beginning}谢谢"]))
