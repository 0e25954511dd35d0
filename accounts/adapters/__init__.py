"""What allauth asks of us: who is reached how, what is said, where the door leads."""

from allauth.account.adapter import DefaultAccountAdapter

from accounts.adapters.door import Door
from accounts.adapters.letters import Letters
from accounts.adapters.phones import Phones
from accounts.adapters.recorded import Recorded
from accounts.factors.again import Again


class Adapter(Recorded, Phones, Letters, Again, Door, DefaultAccountAdapter):
    """Our answers, in parts; allauth's own for the rest."""
