"""Sessions, and what belongs to them: topics, documents, wishes of the public, followers."""

from sessions_app.models.documents import Document
from sessions_app.models.follows import Follow
from sessions_app.models.sessions import (
    Asking,
    Guest,
    Session,
    SessionGroupPermission,
    SessionUserPermission,
)
from sessions_app.models.tellings import Matter, Telling
from sessions_app.models.topics import Topic
from sessions_app.models.wishes import Wish, WishVote

__all__ = [
    "Asking",
    "Document",
    "Follow",
    "Guest",
    "Matter",
    "Session",
    "SessionGroupPermission",
    "SessionUserPermission",
    "Telling",
    "Topic",
    "Wish",
    "WishVote",
]
