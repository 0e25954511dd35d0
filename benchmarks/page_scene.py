"""A session with very many questions on its page, for whoever measures that page.

Runs in a process of its own after `django.setup()`; the one argument says how many questions are
public. Prints what benchmarks.stage prepares, and number and version of those held for review.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from accounts.models import User
from accounts.principals import SYSTEM, Principal
from benchmarks import stage
from benchmarks.texts import questions
from dialogue import acts
from dialogue.models import Question
from dialogue.services import asking, publishing
from dialogue.states import State
from sessions_app.models import Session

LONGEST = 120
BATCH = 200
# Made public one by one while the page is measured.
WAITING = 400


def build(public: int) -> dict[str, Any]:
    """Fill a live session with so many public questions."""
    made = stage.prepare(1, 1)
    session = Session.objects.get(number=made["session"])
    everything = asks(public + WAITING)
    while batch := list(islice(everything, BATCH)):
        asking.ask_many(session.pk, batch)
    held = Question.objects.filter(session=session, state=State.HELD).order_by("number")
    for number, version in list(held.values_list("number", "version"))[:public]:
        publishing.publish(session, number=number, version=version, by=SYSTEM)
    return {**made, "held": list(held.values_list("number", "version"))}


def asks(count: int) -> Iterator[asking.Ask]:
    """Yield what one person asks."""
    by = Principal(f"u:{User.objects.get(username='asker0').pk}")
    for text in islice(questions(limit=LONGEST), count):
        yield asking.Ask(by, acts.Ask(ref=secrets.token_hex(16), text=text))


def main() -> None:
    """Build it, and print what there is as JSON."""
    json.dump(build(int(sys.argv[-1])), sys.stdout)
