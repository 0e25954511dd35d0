"""What allauth asks of us: who is reached how, what is said, where the door leads."""

from allauth.account.adapter import DefaultAccountAdapter

from accounts.adapters.door import Door
from accounts.adapters.letters import Letters
from accounts.adapters.phones import Phones


class Adapter(Phones, Letters, Door, DefaultAccountAdapter):
    """Our answers, in three parts; allauth's own for the rest."""
