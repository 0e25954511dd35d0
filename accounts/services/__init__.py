"""All writes about people, units and rights."""

from accounts.services.tokens import revoke_tokens, set_handler

__all__ = ["revoke_tokens", "set_handler"]
