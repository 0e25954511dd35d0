"""Let the database itself refuse changes to the log."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from log import triggers


def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    triggers.install(editor.connection)


def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    """Triggers of log/triggers.py."""

    dependencies = [("log", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
