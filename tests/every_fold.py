"""fold(log) == tables, for everything that a test has written: asked at the end of each."""

from __future__ import annotations

from django.db import DatabaseError
from django.db.models import Count, Max, Q

from cases.models import Case
from dialogue.fold import FoldError
from log.models import Stream
from sessions_app.models import Session
from tests.casework import assert_fold_is_row
from tests.folding import assert_fold_is_tables


def assert_every_fold_is_tables() -> None:
    """Demand of every stream that it has no hole, and that it folds into its owner's rows."""
    written = Stream.objects.annotate(entries=Count("events"), top=Max("events__seq"))
    owners: dict[str, set[int]] = {"session": set(), "case": set(), "platform": set()}
    for stream in written.filter(Q(last_seq__gt=0) | Q(entries__gt=0)):
        assert stream.entries == stream.top == stream.last_seq, f"a hole in {stream.name}"
        owners[stream.owner_kind].add(stream.owner_id)
    for session in Session.objects.filter(pk__in=owners["session"]):
        assert_fold_is_tables(session)
    for case in Case.objects.filter(pk__in=owners["case"]):
        assert_fold_is_row(case)


def something_does_not_fold() -> bool:
    """Return whether a test left something that cannot be read, or reads unlike the tables."""
    try:
        assert_every_fold_is_tables()
    except (AssertionError, DatabaseError, FoldError, ValueError):
        return True
    return False
