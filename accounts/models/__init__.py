"""People, the units they belong to, what is private about them and how they are reached."""

from accounts.models.leaders import Leader, Tenure
from accounts.models.messages import Message, PushSubscription
from accounts.models.organisations import (
    Level,
    Organisation,
    OrganisationGroupPermission,
    OrganisationUserPermission,
)
from accounts.models.people import Duty, Revocation, User, Verification, make_anonymous_user
from accounts.models.privacy import (
    Consent,
    Identity,
    Look,
    LookReason,
    RetentionPeriod,
    SecurityEvent,
)
from accounts.models.sheets import KeptSheet
from accounts.models.sites import EmbeddingSite

__all__ = [
    "Consent",
    "Duty",
    "EmbeddingSite",
    "Identity",
    "KeptSheet",
    "Leader",
    "Level",
    "Look",
    "LookReason",
    "Message",
    "Organisation",
    "OrganisationGroupPermission",
    "OrganisationUserPermission",
    "PushSubscription",
    "RetentionPeriod",
    "Revocation",
    "SecurityEvent",
    "Tenure",
    "User",
    "Verification",
    "make_anonymous_user",
]
