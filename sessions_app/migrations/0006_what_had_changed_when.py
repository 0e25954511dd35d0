"""Read from the log what sessions that are public already were announced for, and what changed."""

from django.db import migrations
from django.utils.dateparse import parse_datetime


def fill(apps, schema_editor):
    Session = apps.get_model("sessions_app", "Session")
    Event = apps.get_model("log", "Event")
    public = Session.objects.filter(public_stream__last_seq__gt=0, announced_for=None)
    for session in public.select_related("public_stream").iterator():
        life = Event.objects.filter(
            stream_id=session.public_stream_id, kind__startswith="session."
        ).order_by("seq")
        for event in life:
            session.changed_at = event.at
            # Words that were erased say nothing: then what stands in the row must do.
            data = event.data or {}
            if event.kind == "session.announced":
                session.announced_at = event.at
                session.announced_for = parse_datetime(data.get("starts_at") or "")
            if event.kind == "session.cancelled":
                session.cancel_reason = (data.get("reason") or "")[:200]
        session.announced_for = session.announced_for or session.starts_at
        session.save(
            update_fields=["announced_at", "announced_for", "changed_at", "cancel_reason"]
        )


class Migration(migrations.Migration):
    dependencies = [
        ("sessions_app", "0005_what_changed_when"),
        ("log", "0004_stricter_triggers"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
