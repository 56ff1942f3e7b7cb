import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0002_office_promise"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("by", models.CharField(max_length=150, verbose_name="who")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("saved", "Saved"),
                            ("drafted", "Saved as a draft"),
                            ("published", "Published"),
                            ("scheduled", "Scheduled"),
                            ("withdrawn", "Withdrawn"),
                            ("restored", "An older version restored"),
                            ("reviewed", "Review of the whole page noted"),
                            ("imported", "Imported from a document"),
                            ("deleted", "Deleted"),
                        ],
                        max_length=10,
                        verbose_name="what happened",
                    ),
                ),
                ("content", models.JSONField()),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["-at", "-pk"],
                "default_permissions": [],
            },
        ),
        migrations.AlterModelOptions(
            name="procedure",
            options={
                "base_manager_name": "with_drafts",
                "permissions": [("review_procedure", "Can note the review of a whole page")],
                "ordering": ["position", django.db.models.functions.text.Lower("name")],
                "verbose_name": "procedure",
                "verbose_name_plural": "procedures",
            },
        ),
        migrations.AlterModelManagers(
            name="procedure",
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("with_drafts", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="procedure",
            name="draft_of",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="draft",
                to="procedures.procedure",
            ),
        ),
        migrations.AlterField(
            model_name="procedure",
            name="slug",
            field=models.SlugField(max_length=120, verbose_name="address on the site"),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("draft_of__isnull", True)),
                fields=("slug",),
                name="procedure_has_an_address_of_its_own",
                violation_error_message="Another page has this address already.",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="procedure",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="versions",
                to="procedures.procedure",
            ),
        ),
    ]
