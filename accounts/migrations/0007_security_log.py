"""Make the security log quick to read, and let the database refuse changes to it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts import triggers


def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of accounts/triggers.py.

    Whoever alters this table later has to do so again: SQLite makes a new one then.
    """
    triggers.install(editor.connection)


def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_unfinished_sign_ups")]

    operations = [
        migrations.AddIndex(
            model_name="securityevent",
            index=models.Index(fields=["kind", "at"], name="security_of_a_kind"),
        ),
        migrations.AddIndex(
            model_name="securityevent",
            index=models.Index(
                condition=models.Q(("succeeded", False)), fields=["at"], name="security_failures"
            ),
        ),
        migrations.RunPython(install, remove),
    ]
