"""Cases over HTTP: as the schema says, in one shape, without a gap."""

from __future__ import annotations

import jsonschema
import pytest
from django.test import Client

from tests import casework
from tests.casepages import EN, ZH, schema

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.mark.parametrize("state", casework.MAKE)
def test_a_case_over_http_is_what_the_schema_says(client: Client, state: str) -> None:
    case = casework.MAKE[state]()
    found = client.get(f"/api/v1/cases/{case.number}").json()
    jsonschema.validate(found, schema("CaseOut"))
    assert (found["case"], found["state"], found["due_on"]) == (
        case.number, state, case.due_on.isoformat(),
    )  # fmt: skip
    assert found["session"]["number"] == case.session.number  # type: ignore[union-attr]
    assert found["steps"][0]["kind"] == "case.received"


def test_the_api_lists_cases_newest_first_and_pages_without_a_gap(client: Client) -> None:
    made = [casework.received(f"第 {n} 个问题?").number for n in range(5)]
    seen: list[str] = []
    before: str | None = ""
    while before is not None:
        found = client.get(f"/api/v1/cases?limit=2&before={before}").json()
        jsonschema.validate(found, schema("CasesOut"))
        seen += [row["number"] for row in found["rows"]]
        before = found["next"]
    assert seen == made[::-1]


def test_the_api_answers_the_same_in_every_language_and_can_be_cached(client: Client) -> None:
    case = casework.answered()
    for address in ("/api/v1/cases", f"/api/v1/cases/{case.number}"):
        english, chinese = client.get(address, headers=EN), client.get(address, headers=ZH)
        assert english.content == chinese.content
        again = client.get(address, headers={"If-None-Match": english["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/cases/20269999", 404),
        ("/api/v1/cases/abc", 404),
        ("/api/v1/cases?before=20269999", 404),
        ("/api/v1/cases?show=nonsense", 422),
        ("/api/v1/cases?limit=0", 422),
    ],
)
def test_the_api_refuses_in_one_shape(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    jsonschema.validate(response.json(), schema("ErrorOut"))
