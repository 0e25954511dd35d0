"""The frames a socket carries besides events and acts, as JSON Schemas."""

from __future__ import annotations

from typing import Any

from dialogue.api_schemas import OwnQuestion, PollFigures

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
PAIR: Schema = {"type": "array", "items": WHOLE, "minItems": 2, "maxItems": 2}
COUNTS: Schema = {"type": "array", "items": WHOLE}


def by_key(value: Schema) -> Schema:
    """Return the schema of an object that holds such a value for every key."""
    return {"type": "object", "additionalProperties": value}


FIGURES: dict[str, Schema] = {
    "support": by_key(PAIR),
    "polls": by_key(PollFigures.model_json_schema()),
    "opinions": by_key({**COUNTS, "minItems": 5, "maxItems": 5}),
}
TYPING: Schema = {
    "type": "object",
    "properties": {"speaker": TEXT, "text": TEXT},
    "required": ["speaker", "text"],
    "additionalProperties": False,
}


def frame(t: str, required: dict[str, Schema], **optional: Schema) -> Schema:
    """Return the closed schema of a frame with `t` and these fields."""
    return {
        "type": "object",
        "properties": {"t": {"const": t}, **required, **optional},
        "required": ["t", *required],
        "additionalProperties": False,
    }


def nullable(schema: Schema) -> Schema:
    """Return the schema that also allows null."""
    return {"anyOf": [schema, {"type": "null"}]}


ERROR: Schema = {
    "type": "object",
    "properties": {
        "code": TEXT,
        "message": TEXT,
        "retry": {"type": "boolean"},
        "params": {"type": "object"},
    },
    "required": ["code", "message", "retry", "params"],
    "additionalProperties": False,
}

TO_SERVER: dict[str, Schema] = {
    "join": frame("join", {"epoch": TEXT, "after": WHOLE}, desk={"type": "boolean"}, place=TEXT),
    "token": frame("token", {"token": TEXT}),
}

TO_CLIENT: dict[str, Schema] = {
    "hello": frame(
        "hello",
        {
            "epoch": TEXT,
            "seq": WHOLE,
            "principal": nullable(TEXT),
            "rights": {"type": "array", "items": TEXT},
            "renew_in": nullable(WHOLE),
            "viewers": WHOLE,
        },
    ),
    "at": frame("at", {"epoch": TEXT, "seq": WHOLE}),
    "tick": frame("tick", {}, **FIGURES, typing=TYPING, viewers=WHOLE),
    "ack": {
        "oneOf": [
            frame("ack", {"ref": TEXT, "ok": {"const": True}, "result": {"type": "object"}}),
            frame("ack", {"ref": TEXT, "ok": {"const": False}, "error": ERROR}),
        ]
    },
    "mine": frame(
        "mine", {"questions": {"type": "array", "items": OwnQuestion.model_json_schema()}}
    ),
    "desk": frame(
        "desk",
        {
            "numbers": {"type": "array", "items": WHOLE},
            "counters": {"type": "object", "additionalProperties": nullable(WHOLE)},
        },
    ),
    "at_work": frame(
        "at_work",
        {
            "people": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"name": TEXT, "place": TEXT},
                    "required": ["name", "place"],
                    "additionalProperties": False,
                },
            }
        },
    ),
    "drafts": frame("drafts", {"numbers": {"type": "array", "items": WHOLE}}),
    "notes": frame("notes", {"numbers": {"type": "array", "items": WHOLE}}),
    "resync": frame("resync", {}),
}
