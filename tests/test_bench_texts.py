"""The benchmarks' questions: the same for the same seed, as long as real ones, each its own."""

import random
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.texts import LENGTHS, REAL_MESSAGES, compose, fictional, length_at, questions, real


def test_the_same_seed_gives_the_same_questions() -> None:
    assert list(islice(fictional(7), 20)) == list(islice(fictional(7), 20))
    assert list(islice(fictional(7), 20)) != list(islice(fictional(8), 20))


def test_lengths_follow_the_quantiles_of_real_messages() -> None:
    lengths = sorted(len(text) for text in islice(fictional(), 4000))
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert lengths[int(4000 * share)] == pytest.approx(length_at(share), rel=0.15)


@pytest.mark.parametrize("length", [1, 9, 15, 30, 53, 400, 6999])
def test_a_question_is_exactly_as_long_as_asked(length: int) -> None:
    assert all(len(compose(random.Random(seed), length)) == length for seed in range(50))


def test_no_question_is_part_of_another_and_none_is_too_long() -> None:
    texts = list(islice(questions(limit=500), 300))
    assert max(map(len, texts)) <= 500
    assert not [(a, b) for a in texts for b in texts if a is not b and a in b]


@pytest.mark.skipif(
    not REAL_MESSAGES.exists(), reason="no real messages in shared/data (HUIYIN_SHARED)"
)
def test_the_quantiles_are_those_of_the_real_messages() -> None:
    lengths = sorted(len(text) for text in islice(real(), 4326))
    for share, length in LENGTHS:
        assert lengths[min(4325, int(4326 * share))] == length


def test_a_missing_file_of_real_messages_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(real(tmp_path / "absent.jsonl"))
