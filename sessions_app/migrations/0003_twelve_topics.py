"""The twelve fields of online questioning, to begin with; staff can change them."""

from django.db import migrations

TOPICS = (
    ("development", "经济社会发展", "Development"),
    ("decisions", "重大决策", "Major decisions"),
    ("livelihood", "民生权益", "Livelihood and rights"),
    ("approval", "项目审批", "Project approval"),
    ("legislation", "立法", "Legislation"),
    ("appointments", "人事任免", "Appointments"),
    ("reports", "述职履职", "Reports on duty"),
    ("social-security", "社会保障", "Social security"),
    ("reform", "改革建言", "Advice on reform"),
    ("law", "涉法涉诉与敏感案件", "Law and sensitive cases"),
    ("emergencies", "突发事件", "Emergencies"),
    ("other", "其他", "Other"),
)


def fill(apps, schema_editor):
    Topic = apps.get_model("sessions_app", "Topic")
    for place, (code, name, name_en) in enumerate(TOPICS, 1):
        Topic.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "place": place}
        )


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0002_people_and_schedule")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
