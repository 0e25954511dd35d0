"""The registry of words: typed events that may be appended, typed acts that may be sent.

Every room declares its own in `events.py` and `acts.py`; settings list the modules;
the registry is filled once at start-up and then frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType, UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_origin

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

Audience = Literal["public", "desk"]


class Word(BaseModel):
    """A closed, typed document: unknown fields are refused, nothing is coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


W = TypeVar("W", bound=Word)


class EventData(Word):
    """What one kind of event carries. Floats are not allowed: see log.canonical."""

    kind: ClassVar[str]
    audience: ClassVar[Audience]
    # The fields that hold what a person wrote or is called.
    personal: ClassVar[frozenset[str]] = frozenset()

    def header_number(self) -> int | None:
        """Return the question number that goes into the public header, if any."""
        number = getattr(self, "number", None)
        return number if isinstance(number, int) else None

    def header_reason(self) -> str:
        """Return the coded reason that goes into the public header, if any."""
        return ""

    def stored(self) -> dict[str, Any]:
        """Return the payload as it is written to the log."""
        return self.model_dump(mode="json")

    def shown(self) -> dict[str, Any]:
        """Return the payload as clients get it; a kind may add what it renders (html)."""
        return self.stored()

    def without_words(self) -> dict[str, Any]:
        """Return the payload as shown, its `personal` fields emptied: for what was taken down."""
        return {**self.shown(), **dict.fromkeys(self.personal, ""), "erased": True}

    @classmethod
    def blanked(cls, *, number: int | None, reason: str, at: str) -> dict[str, Any]:
        """Return what clients get when the data is gone: place and header, nothing else.

        Every field is there, so that a fold needs no special case; `erased` says why it is empty.
        """
        header = {"number": number, "reason": reason, "asked_at": at}
        data = {name: _empty(field.annotation) for name, field in cls.model_fields.items()}
        return data | {k: v for k, v in header.items() if k in data and v} | {"erased": True}

    @classmethod
    def shown_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of what `shown` returns."""
        return cls.model_json_schema()


def _empty(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {name: _empty(field.annotation) for name, field in annotation.model_fields.items()}
    if isinstance(annotation, UnionType):
        return None  # The only choice of types in the vocabulary is "this, or none".
    plain: Any = get_origin(annotation) or annotation
    # A choice of words (Literal) has no empty value of its own.
    return "" if plain is Literal else plain()


class ActData(Word):
    """What a client asks to be done. `ref` is client-made: a retry with it is safe."""

    # Acts that are naturally idempotent keep no acknowledgement (support, unsupport).
    keeps_ack: ClassVar[bool] = True
    # Acts that only tell something write nothing, and wait for no writer.
    writes: ClassVar[bool] = True
    do: str
    ref: Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


@cache
def events() -> Mapping[str, type[EventData]]:
    """Return every event kind, by name, from the modules in settings.EVENT_MODULES."""
    found: dict[str, type[EventData]] = {}
    for module in settings.EVENT_MODULES:
        for word in declared(module, EventData):
            if word.kind in found:
                raise ValueError(f"two events are called {word.kind}")
            found[word.kind] = word
    return MappingProxyType(found)


@cache
def acts() -> Mapping[str, type[ActData]]:
    """Return every act, by its `do`, from the modules in settings.ACT_MODULES."""
    found: dict[str, type[ActData]] = {}
    for module in settings.ACT_MODULES:
        for word in declared(module, ActData):
            name = word.model_fields["do"].default
            if name in found:
                raise ValueError(f"two acts are called {name}")
            found[name] = word
    return MappingProxyType(found)


def decode(kind: str, data: Mapping[str, Any]) -> EventData:
    """Return the typed event for what the log holds.

    Raises KeyError for an unknown kind and pydantic.ValidationError for unknown fields:
    both mean that the log was written by newer code, and nothing should be guessed.
    """
    return events()[kind].model_validate(data)


def declared(module: str, base: type[W]) -> Iterator[type[W]]:
    """Yield the classes below `base` that `module` itself declares and that have a name."""
    for value in vars(import_module(module)).values():
        ours = isinstance(value, type) and issubclass(value, base) and value.__module__ == module
        # An abstract base names nothing of its own.
        if ours and ("kind" in vars(value) or "do" in value.__annotations__):
            yield value
