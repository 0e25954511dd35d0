"""What people themselves change about their account."""

from __future__ import annotations

from accounts.models import User


def rename(user: User, pseudonym: str) -> None:
    """Let a person be seen under another name, or under none of their own.

    What was said under the earlier name stays as it was said. Raises IntegrityError when the
    name is somebody else's.
    """
    user.pseudonym = pseudonym
    user.save(update_fields=["pseudonym"])
