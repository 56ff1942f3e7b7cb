from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_providers"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="preview_round",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="version",
            name="what",
            field=models.CharField(
                choices=[
                    ("saved", "Saved"),
                    ("drafted", "Saved as a draft"),
                    ("published", "Published"),
                    ("scheduled", "Scheduled"),
                    ("withdrawn", "Withdrawn"),
                    ("taken-back", "Back to draft"),
                    ("restored", "An older version restored"),
                    ("reviewed", "Review of the whole page noted"),
                    ("imported", "Imported from a document"),
                    ("deleted", "Deleted"),
                ],
                max_length=10,
                verbose_name="what happened",
            ),
        ),
    ]
