"""Let the database refuse, too, to replace what was appended and to move a stream."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from log import triggers


def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers again, as they are now."""
    triggers.install(editor.connection)


class Migration(migrations.Migration):
    """Triggers of log/triggers.py, for installations that have those of 0002 already."""

    dependencies = [("log", "0003_events_of_a_question")]
    # Nothing is weakened on the way back: 0002 drops them all.
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
