"""The unit's side of cases, as its tests use it: signed in, one form at a time."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import User
from accounts.principals import Principal
from cases.models import Case
from tests import casework


def signed_in(who: Principal) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    if who.user_id is not None:
        client.force_login(User.objects.get(pk=who.user_id))
    return client


def desk() -> Client:
    return signed_in(casework.handler())


def send(client: Client, case: Case, do: str, **fields: object) -> Any:
    data = {"do": do, "version": case.version} | fields
    return client.post(f"/cases/{case.number}/handle/", data)


def page(response: Any) -> str:
    text: str = response.content.decode()
    return text
