"""The browser folds the log, counts polls and tells languages by the server's rules."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from django.utils import translation

from dialogue.public_state import Poll
from frontend.charts import chart
from tests.browser.people import SomeoneNew

FIXTURES = Path(__file__).parents[1] / "fixtures" / "fold"
TONGUES = FIXTURES.parent / "tongues.json"
TONGUE_OF = """async (texts) => {
  const { tongueOf } = await import("/static/js/tongue.js");
  return texts.map(tongueOf);
}"""
CHARTS = """async (polls) => {
  const { chartOf } = await import("/static/js/live/poll_chart.js");
  return polls.map(([poll, running]) => chartOf(poll, running));
}"""
FOLD = """async (frames) => {
  const { apply, initial } = await import("/static/js/live/fold.js");
  const states = [initial()];
  const before = [];
  for (const frame of frames) {
    before.push(JSON.stringify(states.at(-1)));
    states.push(apply(states.at(-1), frame));
  }
  const untouched = before.every((state, place) => state === JSON.stringify(states[place]));
  return { untouched, state: states.at(-1) };
}"""


def test_the_browser_folds_every_fixture_into_its_state(someone: SomeoneNew) -> None:
    page = someone().goes_to("/sign-in/")
    names = sorted(FIXTURES.glob("*.json"))
    assert names
    for path in names:
        fixture = json.loads(path.read_text(encoding="utf-8"))
        folded = page.evaluate(FOLD, fixture["frames"])
        assert folded["state"] == fixture["state"], path.stem
        assert folded["untouched"], f"{path.stem}: a state was changed in place"


def test_kinds_that_a_browser_does_not_know_change_nothing(someone: SomeoneNew) -> None:
    page = someone().goes_to("/sign-in/")
    frame = {"t": "event", "seq": 1, "kind": "question.sung", "at": "2026-11-23T06:00:00Z"}
    known, after = (page.evaluate(FOLD, frames)["state"] for frames in ([], [frame | {"data": {}}]))
    assert after == known


def test_the_browser_marks_every_text_of_the_fixture_as_the_server_does(
    someone: SomeoneNew,
) -> None:
    page = someone().goes_to("/sign-in/")
    texts, languages = zip(*json.loads(TONGUES.read_text(encoding="utf-8")), strict=True)
    assert page.evaluate(TONGUE_OF, list(texts)) == list(languages)


def counted(**fields: object) -> Poll:
    plain = {
        "poll": 1,
        "question": "？",
        "form": "single",
        "options": ["甲", "乙", "丙"],
        "most": 1,
    }
    ends = {"hidden": False, "open": False, "seq": 2, "closed_seq": 3}
    return {**plain, **ends, "votes": [1, 6, 1], "users": 7, "guests": 1, **fields}  # type: ignore[typeddict-item]


def test_the_browser_counts_polls_as_the_server_does(someone: SomeoneNew) -> None:
    stars = {"form": "rating", "options": ["1", "2", "3", "4", "5"]}
    polls = [
        counted(),
        counted(form="multiple", votes=[4, 3, 0], users=5, guests=3),
        counted(**stars, votes=[0, 0, 1, 1, 2], users=3),
        counted(form="words", options=["拥挤", "准时", "贵"], votes=[3, 2, 1], users=6),
        counted(open=True, votes=[], users=0, guests=0),
        counted(open=True, votes=[], form="words", options=[], hidden=True),
    ]
    running = {"votes": [2, 0], "options": ["方便", "贵"], "users": 2, "guests": 1, "version": 3}
    page = someone().goes_to("/sign-in/")
    page.add_script_tag(url="/jsi18n/en/")
    drawn = page.evaluate(CHARTS, [[poll, running] for poll in polls])
    with translation.override("en"):
        assert drawn == [asdict(chart(poll, {"1": running})) for poll in polls]
