"""Who is looking, for pages that are made for one person and never kept."""

from __future__ import annotations

from typing import Any

from django import template

from accounts import principals
from accounts.principals import Principal
from frontend import verifying

register = template.Library()


@register.simple_tag
def verify_address(refusal: str) -> str:
    """Return where somebody gets what a refusal asks for."""
    return verifying.address(refusal)


@register.simple_tag(takes_context=True)
def visitor(context: dict[str, Any]) -> Principal | None:
    """Return who looks at a personal page: whom the view names as `who`, or who sent the request.

    Whoever has just become a guest is known to the view, and to the request only next time.
    """
    named: Principal | None = context.get("who")
    return named or principals.shown_in(context["request"])
