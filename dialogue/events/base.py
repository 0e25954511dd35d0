"""Whom an event is for, and what is said on the record."""

from __future__ import annotations

from typing import Any, ClassVar

from dialogue.text import render
from log.vocabulary import Audience, EventData


class Public(EventData):
    """Base of what anyone may read."""

    audience: ClassVar[Audience] = "public"


class Desk(EventData):
    """Base of what only staff may read."""

    audience: ClassVar[Audience] = "desk"


class Spoken(Public):
    """Base of what is said: Markdown in the log, HTML added for clients."""

    text: str

    def shown(self) -> dict[str, Any]:
        """Return the payload with the rendered, sanitised text."""
        return {**self.stored(), "html": render(self.text)}

    @classmethod
    def blanked(cls, *, number: int | None, reason: str, at: str) -> dict[str, Any]:
        """Return the entry without words, rendered or not."""
        return {**super().blanked(number=number, reason=reason, at=at), "html": ""}

    @classmethod
    def shown_schema(cls) -> dict[str, Any]:
        """Return the schema with the rendered text."""
        schema = cls.model_json_schema()
        schema["properties"]["html"] = {"type": "string", "description": "sanitised HTML"}
        schema["required"].append("html")
        return schema
