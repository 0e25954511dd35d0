"""What allauth asks of us: who is reached how, what is said, where the door leads."""

from allauth.account.adapter import DefaultAccountAdapter

from accounts.adapters.door import Door
from accounts.adapters.letters import Letters
from accounts.adapters.phones import Phones
from accounts.factors.again import Again


class Adapter(Phones, Letters, Again, Door, DefaultAccountAdapter):
    """Our answers, in four parts; allauth's own for the rest."""
