"""The public side of cases, as its tests read it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from config.api import api

EN = {"Accept-Language": "en"}
ZH = {"Accept-Language": "zh-hans"}


def body(client: Client, address: str, headers: dict[str, str] | None = None) -> str:
    response = client.get(address, headers=headers or EN)
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, case: Case) -> str:
    return body(client, f"/cases/{case.number}/")


def cost(address: str) -> int:
    with CaptureQueriesContext(connection) as queries_:
        assert Client().get(address, headers=EN).status_code == 200
    return len(queries_)


def schema(name: str) -> dict[str, Any]:
    document = api.get_openapi_schema()
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
