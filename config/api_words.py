"""How the API's description words its operations: from what their docstrings say."""

from __future__ import annotations

import re
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

# Where the first thing that a docstring says is over.
_STOP = re.compile(r"[.:;,(]")

TAGS = {
    "me": "Who is asking: tokens, and becoming a guest.",
    "schedule": "Which sessions there are, were and will be.",
    "directory": "Who answers, and for what: leaders and organisations.",
    "sessions": "What is public about a session.",
    "live": "Following a session and acting in it, also without a socket.",
    "console": "Writing the answer: for those who answer, host or write down.",
    "desk": "Reviewing questions: for those with a right in the session.",
    "record": "The sealed record: recount it yourself.",
    "cases": "What became of the questions that were left over.",
}


def title_of(docstring: str) -> str:
    """Return what an operation is called in lists: "Return a case, whole." is "A case"."""
    words = _STOP.split(docstring.strip().removeprefix("Return "), maxsplit=1)[0].strip()
    return words[:1].upper() + words[1:]


class Described(NinjaAPI):
    """An API whose operations are named by their functions and titled by their docstrings.

    Ninja would title the function `me_token` "Me Token", and call it `dialogue_api_me_token`.
    """

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function: unique, since all of them share one description."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description with titles for people."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["summary"] = title_of(operation["description"])
        schema["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
        return schema
