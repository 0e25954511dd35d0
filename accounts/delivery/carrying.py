"""One batch over one channel: claim, look up addresses, send at once over a few threads, settle."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from accounts.delivery import claims, email, push, sms
from accounts.delivery.outcomes import Errand, Never, NotNow, Outcome
from accounts.models import Message
from accounts.models.messages import Channel

logger = logging.getLogger(__name__)

AT_ONCE = 200
# A batch stops after so many seconds; with the longest time-out it is far below the lease.
BATCH_SECONDS = 60

# Reads the addresses in one or two queries; answers what is left to do for each message.
Prepare = Callable[[Sequence[Message]], Mapping[int, Errand]]
CARRIERS: Mapping[str, Prepare] = {
    Channel.EMAIL: email.prepare,
    Channel.SMS: sms.prepare,
    Channel.PUSH: push.prepare,
}


def carries(channel: str, now: datetime) -> bool:
    """Return whether this channel is set up, and may be used at this time of day."""
    match channel:
        case Channel.PUSH:
            return push.available()
        case Channel.SMS:
            return sms.available() and not sms.quiet(now)
    return True


def carry(channel: str, now: datetime) -> int:
    """Send one batch over a channel; return how many messages were taken up."""
    if not carries(channel, now):
        return 0
    messages = claims.claim(channel, now, AT_ONCE)
    if messages:
        errands = _errands(channel, messages, now)
        outcomes = []
        for outcome in _run(messages, errands):
            # One by one, as they come: who is killed leaves few that were sent and not marked.
            claims.settle([outcome])
            outcomes.append(outcome)
        if channel == Channel.PUSH:
            push.forget_gone()
        _log(channel, outcomes)
    return len(messages)


def _errands(channel: str, messages: Sequence[Message], now: datetime) -> Mapping[int, Errand]:
    timely = [each for each in messages if each.until is None or each.until > now]
    late = {each.pk: partial(_fail, "too_late") for each in messages if each not in timely}
    return {**CARRIERS[channel](timely), **late}


def _fail(reason: str) -> None:
    raise Never(reason)


def _run(messages: Sequence[Message], errands: Mapping[int, Errand]) -> Iterator[Outcome]:
    """Run the errands over a few threads, none of which touches the database.

    Yields each outcome as soon as it is there.
    """
    deadline = time.monotonic() + BATCH_SECONDS

    def run(message: Message) -> Outcome:
        here = partial(Outcome, message.pk, message.attempts)
        if time.monotonic() > deadline:
            return here("", tried=False)
        try:
            errands[message.pk]()
        except NotNow as trouble:
            return here(trouble.reason, after=trouble.after)
        except Never as trouble:
            return here(trouble.reason, final=True)
        except Exception as trouble:  # noqa: BLE001 - one odd message must not stop the others
            # Its type only: the text may hold an address.
            logger.error("message %d: %s", message.pk, type(trouble).__name__)
            return here(type(trouble).__name__)
        return here()

    with ThreadPoolExecutor(settings.DELIVERY_THREADS) as threads:
        for errand in as_completed([threads.submit(run, message) for message in messages]):
            yield errand.result()


def _log(channel: str, outcomes: Sequence[Outcome]) -> None:
    told = Counter(outcome.reason or ("sent" if outcome.sent else "next") for outcome in outcomes)
    logger.info("%s: %s", channel, ", ".join(f"{n} {what}" for what, n in told.items()))


def carry_everything(now: datetime | None = None) -> int:
    """Send batch after batch over every channel until nothing is due; return how many."""
    now = now or timezone.now()
    taken = 0
    for channel in CARRIERS:
        while some := carry(channel, now):
            taken += some
    return taken
