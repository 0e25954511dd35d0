"""Asking. The primitive is `ask_many`: asks that arrive together are committed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import queries as people
from accounts import staying
from accounts.principals import Principal
from dialogue import screens
from dialogue.events import FoundSpan, QuestionReceived, QuestionScreened
from dialogue.models import Question, new_receipt
from dialogue.services.ledger import Ledger, Result, digest
from dialogue.services.quota import Quota
from dialogue.states import State
from dialogue.text import clean, fingerprint
from log.codes import Refused
from log.vocabulary import ActData
from log.writing import Entry, append_many, lock
from sessions_app import asking
from sessions_app.models import Session

# Read again under the lock: numbers are given out, and intake closes, under it.
READ_AGAIN = ["state", "intake_closed", "last_number", "asking", "slow_seconds"]


class AskBody(ActData):
    """What `ask_many` needs of an act."""

    text: str
    # The code of one of the session's topics, or "".
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One person's ask: who, and the act as it was sent."""

    by: Principal
    act: AskBody


Answered = Result | Refused


def ask_many(session_id: int, asks: Sequence[Ask]) -> list[Answered]:
    """Take a batch of questions for one session and return an acknowledgement for each.

    A bad one is refused and never sinks its neighbours. Creates the questions (held),
    appends question.received (and question.screened where a screen found something) to
    the desk stream, keeps the acknowledgements: one transaction for all.
    """
    with transaction.atomic():
        staying.stay(ask.by for ask in asks)
        session = Session.objects.select_related("desk_stream").get(pk=session_id)
        held = lock(session.desk_id)[0]
        session.refresh_from_db(fields=READ_AGAIN)
        batch = _Batch(session, asks)
        batch.sort_out()
        batch.screen()
        batch.create()
        append_many(held, batch.entries())
        batch.ledger.save()
    return batch.answers


class _Batch:
    """One call of ask_many: the asks, what became of each, the rows to write."""

    def __init__(self, session: Session, asks: Sequence[Ask]) -> None:
        self.session = session
        self.asks = asks
        self.answers: list[Answered] = [{} for _ask in asks]
        self.ledger = Ledger(session, ((ask.by, ask.act) for ask in asks))
        named = any(ask.act.topic for ask in asks)
        self.topics = set(session.topics.values_list("code", flat=True)) if named else set()
        self.waiting: list[int] = []
        self.questions: dict[int, Question] = {}
        # A ref sent twice in one batch: {the second's place: the first one's}.
        self.twins: dict[int, int] = {}

    def sort_out(self) -> None:
        """Settle repeats and refusals that need no look at the text."""
        levels = people.standing(ask.by for ask in self.asks)
        seen: dict[tuple[str, str], int] = {}
        for i, ask in enumerate(self.asks):
            try:
                earlier = self.ledger.earlier(ask.by, ask.act)
                if earlier is not None:
                    self.answers[i] = earlier
                elif (ask.by.key, ask.act.ref) in seen:
                    self.twins[i] = seen[ask.by.key, ask.act.ref]
                else:
                    self._check(ask, levels)
                    seen[ask.by.key, ask.act.ref] = i
                    self.waiting.append(i)
            except Refused as refusal:
                self.answers[i] = refusal

    def _check(self, ask: Ask, levels: Mapping[str, str]) -> None:
        if ask.by.key not in levels:
            raise Refused("token_expired")
        obstacle = asking.in_the_way(self.session, ask.by, levels[ask.by.key])
        if obstacle:
            raise Refused(obstacle)
        if not self.session.takes_questions:
            raise Refused("intake_closed")
        if ask.act.topic and ask.act.topic not in self.topics:
            raise Refused("unknown_topic")

    def screen(self) -> None:
        """Ask the screens; make a question of each text that passes and finds a place.

        What is refused gives its place to the same person's next ask, which is then looked
        at after everything that has passed: numbers that were named already stay right.
        """
        quota = Quota(self.session, {ask.by.key for ask in self.asks})
        passed: dict[int, list[screens.Finding]] = {}
        while turn := [i for i in self.waiting if quota.take(self.asks[i].by.key)]:
            taken = set(turn)
            self.waiting = [i for i in self.waiting if i not in taken]
            looked_at = [*passed, *turn]
            passed = {}
            for i, outcome in zip(looked_at, self._outcomes(looked_at), strict=True):
                if isinstance(outcome, Refused):
                    self.answers[i] = outcome
                    quota.give_back(self.asks[i].by.key)
                else:
                    passed[i] = outcome
        for i in self.waiting:
            self.answers[i] = quota.refusal(self.asks[i].by.key)
        for i, findings in passed.items():
            text = clean(self.asks[i].act.text)
            self.questions[i] = self._question(self.asks[i], text, findings)

    def _outcomes(self, indexes: Sequence[int]) -> list[screens.Outcome]:
        asks = [self.asks[i] for i in indexes]
        candidates = [
            screens.Candidate(ask.by.key, clean(ask.act.text), ask.act.text) for ask in asks
        ]
        return screens.run(self.session, candidates)

    def _question(self, ask: Ask, text: str, found: list[screens.Finding]) -> Question:
        return Question(
            session=self.session,
            number=self.session.last_number + len(self.questions) + 1,
            author=ask.by.key,
            user_id=ask.by.user_id,
            name=ask.by.name,
            guest=ask.by.is_guest,
            receipt=new_receipt(),
            text=text,
            topic=ask.act.topic,
            fingerprint=fingerprint(text),
            findings=[finding.as_json() for finding in found],
            flagged=bool(found),
            asked_at=timezone.now(),
        )

    def create(self) -> None:
        """Write the questions and note what each asker is told."""
        Question.objects.bulk_create(self.questions.values())
        Session.objects.filter(pk=self.session.pk).update(
            last_number=F("last_number") + len(self.questions)
        )
        for i, question in self.questions.items():
            result = {
                "number": question.number,
                "receipt": question.receipt,
                "state": State.HELD.value,
            }
            self.answers[i] = result
            self.ledger.keep(self.asks[i].by, self.asks[i].act, result)
        for i, first in self.twins.items():
            same = digest(self.asks[i].act) == digest(self.asks[first].act)
            self.answers[i] = self.answers[first] if same else Refused("ref_reused")

    def entries(self) -> list[Entry]:
        """Return what the desk stream is told, in the order of the numbers."""
        entries = []
        for question in self.questions.values():
            received = QuestionReceived(
                number=question.number,
                text=question.text,
                name=question.name,
                guest=question.guest,
                topic=question.topic,
            )
            entries.append(Entry(received, question.author))
            if question.findings:
                spans = [FoundSpan(**finding) for finding in question.findings]
                entries.append(Entry(QuestionScreened(number=question.number, findings=spans)))
        return entries
