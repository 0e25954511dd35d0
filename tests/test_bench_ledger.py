"""The benchmarks' ledger: it must find what was lost, doubled or answered differently."""

from typing import Any

from benchmarks.figures import Result, percentile
from benchmarks.ledger import Ledger


def asked_and_acknowledged(ledger: Ledger, text: str, number: int) -> dict[str, Any]:
    act = ledger.draft(text)
    assert ledger.acknowledge(act, {"ok": True, "result": {"number": number}}, 0.01) == number
    return act


def settled(ledger: Ledger, *rows: tuple[int, str, str]) -> tuple[Result, set[str]]:
    result = Result("a measurement")
    documents = [{"number": n, "text": text, "state": state} for n, text, state in rows]
    return result, ledger.settle(documents, result)


def test_a_question_that_is_there_once_keeps_the_promise() -> None:
    ledger = Ledger()
    asked_and_acknowledged(ledger, "路灯何时修好", 1)
    result, unseen = settled(ledger, (1, "路灯何时修好", "published"), (2, "没有得到回执", "held"))
    assert result.broken == []
    assert unseen == {"没有得到回执"}


def test_an_acknowledged_question_that_is_not_there_is_lost() -> None:
    ledger = Ledger()
    asked_and_acknowledged(ledger, "路灯何时修好", 1)
    assert settled(ledger)[0].figures["acknowledged and lost"] == 1


def test_a_number_that_stands_for_another_text_counts_as_lost() -> None:
    ledger = Ledger()
    asked_and_acknowledged(ledger, "路灯何时修好", 1)
    result, _ = settled(ledger, (1, "别人的问题", "held"))
    assert result.broken == ["1 acknowledged questions are not in the database"]


def test_a_question_that_is_there_twice_is_doubled_even_if_never_acknowledged() -> None:
    ledger = Ledger()
    ledger.draft("路灯何时修好")
    result, _ = settled(ledger, (1, "路灯何时修好", "held"), (2, "路灯何时修好", "declined"))
    assert result.broken == ["1 questions are in the database twice"]


def test_a_repeat_must_be_answered_as_the_first_time() -> None:
    ledger = Ledger()
    act = asked_and_acknowledged(ledger, "路灯何时修好", 1)
    ledger.compare(act, {"ok": True, "result": {"number": 1}})
    assert ledger.changed == 0
    ledger.compare(act, {"ok": True, "result": {"number": 2}})
    ledger.compare(act, {"ok": False, "error": {"code": "ref_reused"}})
    result, _ = settled(ledger, (1, "路灯何时修好", "held"))
    assert result.broken == ["2 repeated acts were answered differently"]


def test_a_refusal_is_told_with_its_code() -> None:
    ledger = Ledger()
    refusal = {"ok": False, "error": {"code": "intake_closed"}}
    assert ledger.acknowledge(ledger.draft("路灯何时修好"), refusal, 0.01) is None
    assert settled(ledger)[0].broken == ["questions were refused: {'intake_closed': 1}"]


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([], 0.5) == 0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2
    assert percentile(list(range(101)), 0.99) == 99
