"""What happens to somebody's questions when the account is closed.

Which questions they stood behind, what they chose in polls and made of answers goes at once; the
counts stay, for they are kept in rows of their own. Public words stay, under a neutral name
(网络数据安全管理条例 24: anonymised): the name goes from the rows, and the log says so, whereupon
nobody is served it any more. Leaves and seals are untouched.
See docs/decisions/0011-closed-accounts.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from accounts.models import User
from dialogue.events import QuestionAskerLeft, QuestionUnnamed
from dialogue.models import Acknowledgement, Ballot, Draft, Opinion, Question, Support
from log.writing import Entry, Locked, append_many, bump_epoch, lock
from sessions_app.models import Session


def leave(user: User) -> None:
    """Take the name from all questions of a person, inside the caller's transaction.

    Appends question.unnamed where the question is or was public, else question.asker_left,
    and renews the epoch of every public stream concerned, so that caches are filled anew. Deletes
    the rows that said what the person stood behind, chose and thought; no count changes.
    """
    actor = f"u:{user.pk}"
    questions = defaultdict(list)
    for question in Question.objects.filter(user=user).order_by("number"):
        questions[question.session_id].append(question)
    sessions = list(Session.objects.filter(pk__in=questions))
    streams = [pk for session in sessions for pk in (session.desk_id, session.public_id)]
    held = {each.stream.pk: each for each in lock(*streams)} if streams else {}
    for session in sessions:
        _unname(held[session.desk_id], held[session.public_id], questions[session.pk], actor)
    Question.objects.filter(user=user).update(name="")
    Draft.objects.filter(by=actor).update(by="")
    for table in (Support, Ballot, Opinion, Acknowledgement):
        table._default_manager.filter(principal=actor).delete()


def _unname(desk: Locked, public: Locked, questions: Sequence[Question], actor: str) -> None:
    # Read again: what was held a moment ago may be public by now.
    rows = Question.objects.filter(pk__in=[question.pk for question in questions])
    told, kept = [], []
    for number, seq in rows.order_by("number").values_list("number", "published_seq"):
        if seq is None:
            kept.append(Entry(QuestionAskerLeft(number=number), actor))
        else:
            told.append(Entry(QuestionUnnamed(number=number), actor))
    append_many(desk, kept)
    if told:
        append_many(public, told)
        bump_epoch(public)
