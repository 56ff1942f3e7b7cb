from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0003_drafts_and_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="picture",
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name="procedure",
            name="picture_alt",
            field=models.CharField(
                blank=True,
                help_text="What it shows, for people who do not see it.",
                max_length=200,
                verbose_name="picture in words",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="picture_widths",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("picture", ""), models.Q(("picture_alt", ""), _negated=True), _connector="OR"
                ),
                name="procedure_picture_is_told_in_words",
                violation_error_message="Say in words what the picture shows.",
            ),
        ),
    ]
