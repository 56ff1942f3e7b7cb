import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def number_the_pages(apps, schema_editor):
    versions = apps.get_model("procedures", "Version").objects.all()
    versions.update(model="procedure", record=F("procedure_id"))


def link_the_pages(apps, schema_editor):
    """Versions of other records have no place in the older table."""
    pages = apps.get_model("procedures", "Procedure").objects.values("pk")
    versions = apps.get_model("procedures", "Version").objects
    versions.exclude(model="procedure").delete()
    versions.filter(record__in=pages).update(procedure_id=F("record"))


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0007_words_and_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="model",
            field=models.CharField(default="procedure", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="version",
            name="record",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.RunPython(number_the_pages, link_the_pages),
        migrations.RemoveField(model_name="version", name="procedure"),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["model", "record"], name="versions_of_a_record"),
        ),
        migrations.CreateModel(
            name="OpenForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=20)),
                ("record", models.PositiveBigIntegerField()),
                ("who", models.CharField(max_length=150)),
                ("since", models.DateTimeField()),
            ],
            options={
                "verbose_name": "open form",
                "verbose_name_plural": "open forms",
                "default_permissions": [],
            },
        ),
        migrations.AddConstraint(
            model_name="openform",
            constraint=models.UniqueConstraint(
                fields=("model", "record", "who"), name="form_is_open_once_for_each"
            ),
        ),
        migrations.AddField(
            model_name="provider",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="oldaddress",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
