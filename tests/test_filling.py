"""What is sent to a provider is what the operator wrote, filled in once."""

from __future__ import annotations

from accounts.filling import filled


def test_names_are_filled_in_wherever_they_stand() -> None:
    template = {"to": ["+{phone}"], "text": "{text} ({sign})", "tries": 3, "kept": None}
    known = {"phone": "8613800000000", "text": "您的验证码"}
    assert filled(template, known) == {
        "to": ["+8613800000000"],
        "text": "您的验证码 ({sign})",
        "tries": 3,
        "kept": None,
    }


def test_a_value_that_looks_like_a_place_is_sent_as_it_is() -> None:
    assert filled("{text} {phone}", {"text": "{phone}", "phone": "1"}) == "{phone} 1"
