"""How many questions each person may still ask in a session, and how soon, within a batch.

Made and used under the desk stream's lock: two that come at once see each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count, Max, Q
from django.utils import timezone

from dialogue.models import Question
from dialogue.states import State
from log.codes import Refused
from sessions_app.models import Session


class Quota:
    """The places of everyone in a batch, read in one query.

    What was withdrawn leaves its place free, but does not make the next question come sooner.
    """

    def __init__(self, session: Session, authors: Collection[str]) -> None:
        self.limit = session.per_person
        self.pause = timedelta(seconds=session.slow_seconds)
        rows = (
            Question.objects.filter(session=session, author__in=set(authors))
            .values_list("author")
            .annotate(n=Count("pk", filter=~Q(state=State.WITHDRAWN)), last=Max("asked_at"))
        )
        found = list(rows)
        self._asked = Counter({author: n for author, n, _last in found})
        self._last: dict[str, datetime] = {author: last for author, _n, last in found}
        # Whose place in slow mode is taken by an earlier question of this batch.
        self._now: set[str] = set()

    def take(self, author: str) -> bool:
        """Take a place for one more question; return False if there is none now."""
        if self._asked[author] >= self.limit or self.wait(author):
            return False
        self._asked[author] += 1
        self._now.add(author)
        return True

    def give_back(self, author: str) -> None:
        """Free the place of a question that was refused."""
        self._asked[author] -= 1
        self._now.discard(author)

    def wait(self, author: str) -> int:
        """Return for how many seconds slow mode keeps this person from asking again."""
        if author in self._now:
            return int(self.pause.total_seconds())
        if author not in self._last:
            return 0
        left = self._last[author] + self.pause - timezone.now()
        return max(ceil(left.total_seconds()), 0)

    def refusal(self, author: str) -> Refused:
        """Return why there is no place for one more question of this person."""
        if self._asked[author] >= self.limit:
            return Refused("too_many_questions", limit=self.limit)
        return Refused("slow_mode", seconds=self.wait(author))
