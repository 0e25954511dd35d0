"""Reads about units and leaders, for everybody: the directory of who answers for what."""

from __future__ import annotations

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.utils import timezone

from accounts.models import Leader, Organisation, Tenure
from log.codes import Refused

# More names than this help nobody to choose.
SUGGESTED = 8


def in_office() -> Q:
    """Return what is true of a post that is held today."""
    today = timezone.localdate()
    begun = Q(since__isnull=True) | Q(since__lte=today)
    return begun & (Q(until__isnull=True) | Q(until__gte=today))


def _posts(only: Q) -> Prefetch[str, QuerySet[Tenure], str]:
    rows = Tenure.objects.filter(only).select_related("organisation").order_by("place", "pk")
    return Prefetch("tenures", rows, to_attr="posts_now")


def leaders(words: str = "", unit: Organisation | None = None) -> QuerySet[Leader]:
    """Return leaders by name, each with `posts_now`; of a unit and those below it if named."""
    rows = Leader.objects.prefetch_related(_posts(in_office()))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(pk__in=_with_post(words)))
    if unit:
        held = Tenure.objects.filter(in_office(), organisation__path__startswith=unit.path)
        rows = rows.filter(pk__in=held.values("leader"))
    return rows.order_by("name", "pk")


def _with_post(words: str) -> QuerySet[Tenure, int]:
    return Tenure.objects.filter(in_office(), post__icontains=words).values_list(
        "leader", flat=True
    )


def leader(pk: int) -> Leader:
    """Return a leader. Raises Refused("not_found")."""
    found = leaders().filter(pk=pk).first()
    if found is None:
        raise Refused("not_found")
    return found


def posts(of: Leader) -> tuple[list[Tenure], list[Tenure]]:
    """Return the posts a leader holds, and those held before, the latest first. One query."""
    rows = list(of.tenures.select_related("organisation").order_by("place", "pk"))
    former = [post for post in rows if post.is_former]
    former.sort(key=lambda post: (post.until or timezone.localdate(), post.pk), reverse=True)
    return [post for post in rows if post not in former], former


def units(words: str = "") -> QuerySet[Organisation]:
    """Return active units by name."""
    rows = Organisation.objects.filter(active=True).select_related("parent")
    return (rows.filter(name__icontains=words) if words else rows).order_by("name", "pk")


def unit(pk: int) -> Organisation:
    """Return a unit; dissolved ones too. Raises Refused("not_found")."""
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise Refused("not_found")
    return found


def tops() -> QuerySet[Organisation]:
    """Return the units that stand below nothing."""
    return units().filter(parent=None)


def below(above: Organisation) -> QuerySet[Organisation]:
    """Return the units right below one."""
    return units().filter(parent=above)


def above(of: Organisation) -> list[Organisation]:
    """Return the units above one, the highest first. One query."""
    pks = of.lineage[1:]
    found = Organisation.objects.in_bulk(pks)
    return [found[pk] for pk in reversed(pks) if pk in found]


def holders(of: Organisation) -> list[Tenure]:
    """Return the posts held in a unit today, each with its leader, in their order."""
    rows = Tenure.objects.filter(in_office(), organisation=of)
    return list(rows.select_related("leader").order_by("place", "pk"))


def suggest_units(words: str) -> list[Organisation]:
    """Return a few units for what was typed: the name itself first, then what begins with it."""
    return list(units(words).order_by(_nearness(words), "name", "pk")[:SUGGESTED])


def suggest_leaders(words: str) -> list[Leader]:
    """Return a few leaders for what was typed, in the same order, each with `posts_now`."""
    return list(leaders(words).order_by(_nearness(words), "name", "pk")[:SUGGESTED])


def _nearness(words: str) -> Case:
    begins = When(name__startswith=words, then=1)
    return Case(When(name=words, then=0), begins, default=2)
