"""The browser folds the log by the same rules as the server: one set of fixtures holds both."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.people import SomeoneNew

FIXTURES = Path(__file__).parents[1] / "fixtures" / "fold"
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
