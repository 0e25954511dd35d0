"""Fill what 0002 added: paths of units, sealed e-mail addresses, rights under real foreign keys."""

from django.db import migrations


def fill(apps, schema_editor):
    _paths(apps.get_model("accounts", "Organisation"))
    _emails(apps.get_model("accounts", "User"), schema_editor.connection)
    _rights(apps)


def _paths(Organisation):
    waiting = list(Organisation.objects.filter(path="").order_by("pk"))
    paths = dict(Organisation.objects.exclude(path="").values_list("pk", "path"))
    while waiting:
        ready = [unit for unit in waiting if unit.parent_id is None or unit.parent_id in paths]
        for unit in ready:
            paths[unit.pk] = f"{paths.get(unit.parent_id, '/')}{unit.pk}/"
            Organisation.objects.filter(pk=unit.pk).update(path=paths[unit.pk])
        if not ready:  # a ring, made by mistake: each becomes a root
            for unit in waiting:
                Organisation.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/", parent=None)
            return
        waiting = [unit for unit in waiting if unit.pk not in paths]


def _emails(User, connection):
    # Read past the field, which would try to open what was never sealed.
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, email FROM accounts_user WHERE email <> ''")
        rows = cursor.fetchall()
    for pk, email in rows:
        User.objects.filter(pk=pk).update(email=email)


def _rights(apps):
    try:
        ContentType = apps.get_model("contenttypes", "ContentType")
        kind = ContentType.objects.get(app_label="accounts", model="organisation")
    except ContentType.DoesNotExist:
        return
    for old, new, holder in (
        ("UserObjectPermission", "OrganisationUserPermission", "user_id"),
        ("GroupObjectPermission", "OrganisationGroupPermission", "group_id"),
    ):
        rows = apps.get_model("guardian", old).objects.filter(content_type=kind)
        for row in rows:
            apps.get_model("accounts", new).objects.get_or_create(
                permission_id=row.permission_id,
                content_object_id=int(row.object_pk),
                **{holder: getattr(row, holder)},
            )
        rows.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_and_schedule"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0001_initial"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
