"""The socket's description (AsyncAPI 3.0), generated from the vocabulary itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dialogue.frames import TO_CLIENT, TO_SERVER, Schema, frame
from log.vocabulary import EventData, acts, events

AT: Schema = {"type": "string", "format": "date-time"}


def event_frame(word: type[EventData]) -> Schema:
    """Return the schema of the frame that carries one kind of event."""
    data = word.shown_schema()
    # There when the words were erased, or belong to a question that was taken down.
    data.setdefault("properties", {})["erased"] = {"const": True}
    return frame(
        "event",
        {
            "seq": {"type": "integer", "minimum": 1},
            "kind": {"const": word.kind},
            "at": AT,
            "data": data,
        },
    )


def messages() -> dict[str, Schema]:
    """Return the payload schema of every message, by name."""
    shown = {
        f"event.{kind}": event_frame(word)
        for kind, word in sorted(events().items())
        if word.audience == "public" and not kind.startswith("case.")
    }
    done = {f"act.{name}": word.model_json_schema() for name, word in sorted(acts().items())}
    sent = {f"to-server.{name}": schema for name, schema in TO_SERVER.items()}
    told = {f"to-client.{name}": schema for name, schema in TO_CLIENT.items()}
    return {**done, **sent, **shown, **told}


def document() -> dict[str, Any]:
    """Return the AsyncAPI document of the live room's socket."""
    payloads = messages()
    names = list(payloads)
    to_server = [name for name in names if name.startswith(("act.", "to-server."))]
    to_client = [name for name in names if name not in to_server]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Huiyin live room",
            "version": "1",
            "description": "Follow a session's public log without a hole, and act in it.",
        },
        "channels": {"session": _channel(names)},
        "operations": {
            "act": _operation("receive", to_server),
            "follow": _operation("send", to_client),
        },
        "components": {
            "messages": {name: _message(name, schema) for name, schema in payloads.items()}
        },
    }


def _channel(names: list[str]) -> dict[str, Any]:
    return {
        "address": "/ws/v1/sessions/{number}",
        "description": "Subprotocols: huiyin.v1, and token.<token> for people who act.",
        "parameters": {"number": {"description": "the session's public number"}},
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _operation(action: str, names: list[str]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/session"},
        "messages": [{"$ref": f"#/channels/session/messages/{name}"} for name in names],
    }


def _message(name: str, schema: Schema) -> dict[str, Any]:
    # Each payload stands by itself: references inside it point into it.
    return {"name": name, "contentType": "application/json", "payload": _inline(schema)}


def _inline(schema: Schema) -> Schema:
    definitions = dict(_definitions(schema))

    def put_in(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return put_in(definitions[value["$ref"].rsplit("/", 1)[-1]])
            return {key: put_in(part) for key, part in value.items() if key != "$defs"}
        if isinstance(value, list):
            return [put_in(part) for part in value]
        return value

    inlined: Schema = put_in(schema)
    return inlined


def _definitions(value: Any) -> Iterator[tuple[str, Schema]]:
    if isinstance(value, dict):
        yield from value.get("$defs", {}).items()
        for part in value.values():
            yield from _definitions(part)
