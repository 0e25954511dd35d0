"""Encrypting with the newest key what older keys sealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

from accounts import sealing
from accounts.fields import SealedKey, SealedText

Sealed = SealedKey | SealedText


def columns() -> Iterator[tuple[type[models.Model], Sealed]]:
    """Yield every sealed column of every app."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedKey | SealedText):
                yield model, field


def reseal(model: type[models.Model], field: Sealed, *, batch: int) -> int:
    """Encrypt a column anew, so many rows to a transaction; return how many values changed.

    A value that was changed meanwhile is left: whoever changed it used the newest key. Raises
    CannotOpen, with all batches before it done, when a key is missing.
    """
    done, last = 0, 0
    while rows := _raw(model, field, last, batch):
        with transaction.atomic():
            done += sum(_replace(model, field, pk, value) for pk, value in rows)
        last = rows[-1][0]
    return done


def reseal_second_factors(*, batch: int) -> int:
    """Do the same for what allauth keeps of second factors, sealed inside JSON."""
    done, last = 0, 0
    while keys := list(_authenticators(last).values_list("pk", flat=True)[:batch]):
        with transaction.atomic():
            for found in Authenticator.objects.select_for_update().filter(pk__in=keys):
                new = _anew(found.data)
                if new != found.data:
                    found.data = new
                    found.save(update_fields=["data"])
                    done += 1
        last = keys[-1]
    return done


def _authenticators(after: int) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = Authenticator.objects.filter(pk__gt=after).order_by("pk")
    return rows


def _anew(value: Any) -> Any:
    """Return JSON in which every sealed string is sealed with the newest key."""
    if isinstance(value, dict):
        return {key: _anew(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_anew(each) for each in value]
    if not isinstance(value, str) or sealing.is_newest(value):
        return value
    try:
        return sealing.seal(sealing.open_(value))
    except sealing.CannotOpen:
        # Not sealed at all: a name, a public key.
        return value


def _raw(model: type[models.Model], field: Sealed, after: int, batch: int) -> list[tuple[int, str]]:
    """Return keys and values as they stand in the table."""
    table, column, pk = _names(model, field)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {pk}, {column} FROM {table}"  # noqa: S608 - names are the models' own
            f" WHERE {pk} > %s AND {column} IS NOT NULL AND {column} <> '' ORDER BY {pk} LIMIT %s",
            [after, batch],
        )
        return list(cursor.fetchall())


def _replace(model: type[models.Model], field: Sealed, pk: int, value: str) -> int:
    new = _newest(field, value)
    if new == value:
        return 0
    table, column, key = _names(model, field)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608
            [new, pk, value],
        )
        return int(cursor.rowcount)


def _newest(field: Sealed, value: str) -> str:
    if isinstance(field, SealedKey):
        return sealing.seal_alike(sealing.open_alike(value))
    return value if sealing.is_newest(value) else sealing.seal(sealing.open_(value))


def _names(model: type[models.Model], field: Any) -> tuple[str, str, str]:
    quote = connection.ops.quote_name
    pk: Any = model._meta.pk
    return quote(model._meta.db_table), quote(field.column), quote(pk.column)
