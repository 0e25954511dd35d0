"""How many questions each person may still ask in a session, while a batch is being taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Count

from dialogue.models import Question
from dialogue.states import State
from sessions_app.models import Session


class Quota:
    """The places of everyone in a batch, read in one query. What was withdrawn counts not."""

    def __init__(self, session: Session, authors: Collection[str]) -> None:
        self.limit = session.per_person
        counts = (
            Question.objects.filter(session=session, author__in=set(authors))
            .exclude(state=State.WITHDRAWN)
            .values_list("author")
            .annotate(n=Count("pk"))
        )
        self._asked = Counter(dict(counts))

    def take(self, author: str) -> bool:
        """Take a place for one more question; return False if there is none."""
        if self._asked[author] >= self.limit:
            return False
        self._asked[author] += 1
        return True

    def give_back(self, author: str) -> None:
        """Free the place of a question that was refused."""
        self._asked[author] -= 1
