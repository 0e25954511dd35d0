"""What the demo's netizen follows, and what came of it: a message on its way."""

from __future__ import annotations

from accounts.models import Organisation, User
from accounts.services import preferences
from sessions_app import queries
from sessions_app.models import Guest, Topic
from sessions_app.services import following


def make(netizen: User, city: Organisation) -> None:
    """Let the netizen follow one of each: a coming session, its leader, the city, a topic."""
    coming = queries.coming().first()
    topic = Topic.objects.filter(code="livelihood").first()
    guest = Guest.objects.filter(session=coming).exclude(leader=None).first()
    leader = guest.leader if guest else None
    for target in (topic, city, leader, coming):
        if target is not None:
            following.follow(netizen, target)
    preferences.renew_feed_key(netizen)
