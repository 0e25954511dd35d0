"""After a backup was restored, no follower may go on as if nothing had happened."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from log.models import Stream
from log.writing import create_stream

pytestmark = pytest.mark.django_db


def test_every_stream_has_a_new_epoch_and_keeps_its_position(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in (1, 2):
        create_stream(owner_kind="session", owner_id=number, audience="public")
    before = dict(Stream.objects.values_list("pk", "epoch"))
    positions = list(Stream.objects.order_by("pk").values_list("pk", "last_seq"))

    call_command("bump_epochs")

    after = dict(Stream.objects.values_list("pk", "epoch"))
    assert before.keys() == after.keys()
    assert all(after[pk] != epoch for pk, epoch in before.items())
    assert list(Stream.objects.order_by("pk").values_list("pk", "last_seq")) == positions
    assert capsys.readouterr().out == "2 streams renewed\n"
