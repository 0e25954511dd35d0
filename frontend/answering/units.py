"""The units that work can be given to from a session's console."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import Organisation
from sessions_app.models import Session

MOST = 12


def offered(session: Session, words: str) -> list[Organisation]:
    """Return a few active units of the session's tree whose name holds the words.

    Nearest first: the session's own unit, those right below it, those of its branch, all others;
    within each those whose name begins with the words. One query.
    """
    own = session.organisation
    rows = Organisation.objects.filter(
        active=True, path__startswith=f"/{own.lineage[-1]}/", name__icontains=words
    )
    return list(_nearest(rows, own, words).select_related("parent")[:MOST])


def _nearest(rows: QuerySet[Organisation], own: Organisation, words: str) -> QuerySet[Organisation]:
    near = Case(
        When(pk=own.pk, then=Value(0)),
        When(parent=own, then=Value(1)),
        When(path__startswith=own.path, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    begins = Case(
        When(name__startswith=words, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.order_by(begins, near, "name", "pk")
