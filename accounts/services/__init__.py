"""All writes about people, units and rights."""

from accounts.services.tokens import revoke_tokens

__all__ = ["revoke_tokens"]
