"""Text messages: how they go out, and that nothing of them is in the log."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from accounts import phones, sms
from accounts.masking import masked_phone
from accounts.sms import memory
from accounts.sms.http import Http

PHONE = "+8613800138000"
TEXT = '验证码 123456,"{phone}" 请勿转告'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800138000", PHONE),
        ("138 0013 8000", PHONE),
        ("+86 138-0013-8000", PHONE),
        ("008613800138000", PHONE),
        ("8613800138000", PHONE),
        ("１３８００１３８０００", PHONE),
        ("+1 (415) 555-2671", "+14155552671"),
        ("0044 20 7946 0958", "+442079460958"),
    ],
)
def test_a_number_is_kept_in_one_form_however_it_is_written(typed: str, kept: str) -> None:
    assert phones.normalised(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "alice", "1380013800", "138001380001", "12800138000", "+8612345", "+0123456789", "a@b.cn"],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert phones.normalised(typed) is None


def test_of_ones_own_number_enough_is_shown_to_know_it() -> None:
    assert masked_phone(PHONE) == "138****8000"


@pytest.fixture
def provider(settings: Any) -> list[httpx.Request]:
    settings.SMS_HTTP = {
        "method": "POST",
        "url": "https://sms.example.org/send?key=secret&to={phone}",
        "headers": {"Authorization": "Bearer secret"},
        "body": {"to": ["{number}"], "content": "{text}", "retry": 0},
        "accepted": '"code":0',
    }
    return []


def through(seen: list[httpx.Request], answer: httpx.Response) -> Http:
    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer

    return Http(httpx.MockTransport(handle))


def test_a_provider_gets_the_request_the_settings_describe(provider: list[httpx.Request]) -> None:
    through(provider, httpx.Response(200, text='{"code":0}')).send(PHONE, TEXT)
    (request,) = provider
    assert str(request.url) == "https://sms.example.org/send?key=secret&to=%2B8613800138000"
    assert request.headers["Authorization"] == "Bearer secret"
    body = json.loads(request.content)
    assert body == {"to": ["13800138000"], "content": TEXT, "retry": 0}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(500, text=TEXT), "the provider answered 500"),
        (
            httpx.Response(200, text='{"code":17}'),
            "the provider answered, but did not say that it took the message",
        ),
    ],
)
def test_a_refusal_is_said_without_number_text_or_key(
    provider: list[httpx.Request], answer: httpx.Response, said: str
) -> None:
    with pytest.raises(sms.SmsFailed) as failure:
        through(provider, answer).send(PHONE, TEXT)
    assert str(failure.value) == said


def test_a_provider_that_is_away_is_said_without_its_address(
    settings: Any, provider: list[httpx.Request], caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_BACKEND = "http"
    settings.SMS_HTTP["url"] = "http://127.0.0.1:9/?key=secret&to={phone}"
    with pytest.raises(sms.SmsFailed):
        sms.send(PHONE, TEXT)
    said = caplog.text
    assert "the provider was not reached (ConnectError)" in said
    assert not any(word in said for word in ("secret", "13800138000", "123456"))


def test_tests_find_messages_in_memory(settings: Any) -> None:
    settings.SMS_BACKEND = "memory"
    memory.outbox.clear()
    sms.send(PHONE, TEXT)
    assert memory.outbox == [memory.Sms(PHONE, TEXT)]


def test_the_console_prints_for_whoever_develops(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SMS_BACKEND = "console"
    sms.send(PHONE, "验证码 123456")
    assert capsys.readouterr().out == f"SMS {PHONE} 验证码 123456\n"


def test_without_a_way_out_nothing_is_pretended(settings: Any) -> None:
    settings.SMS_BACKEND = "none"
    assert not sms.available()
    with pytest.raises(sms.SmsFailed):
        sms.send(PHONE, TEXT)


def test_a_way_of_ones_own_is_named_by_its_class(settings: Any) -> None:
    settings.SMS_BACKEND = "accounts.sms.memory.Memory"
    memory.outbox.clear()
    sms.send(PHONE, TEXT)
    assert len(memory.outbox) == 1
