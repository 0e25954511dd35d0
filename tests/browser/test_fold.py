"""The browser folds the log, and tells languages, by the server's rules: fixtures hold both."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.people import SomeoneNew

FIXTURES = Path(__file__).parents[1] / "fixtures" / "fold"
TONGUES = FIXTURES.parent / "tongues.json"
TONGUE_OF = """async (texts) => {
  const { tongueOf } = await import("/static/js/tongue.js");
  return texts.map(tongueOf);
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
