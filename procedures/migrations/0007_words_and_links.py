from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0006_rich_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="body_map_title",
            field=models.CharField(
                default="Where does it hurt?",
                max_length=120,
                verbose_name="heading of the body map",
            ),
        ),
        migrations.AddField(
            model_name="clinic",
            name="procedures_title",
            field=models.CharField(
                default="Procedures",
                max_length=120,
                verbose_name="heading of the procedures",
            ),
        ),
        migrations.AddField(
            model_name="clinic",
            name="booking_title",
            field=models.CharField(
                default="How booking works",
                max_length=120,
                verbose_name="heading of the booking steps",
            ),
        ),
        migrations.AddField(
            model_name="clinic",
            name="first_step",
            field=models.CharField(
                default="Pick an office and the days that work. It takes about two minutes.",
                help_text="What patients do. The second step gives your booking promise.",
                max_length=200,
                verbose_name="first booking step",
            ),
        ),
        migrations.AddField(
            model_name="clinic",
            name="last_step",
            field=models.CharField(
                default="You learn when and where to come, and how to prepare.",
                max_length=200,
                verbose_name="last booking step",
            ),
        ),
        migrations.AddField(
            model_name="clinic",
            name="footer_note",
            field=models.CharField(
                default=(
                    "This site gives general information. It does not replace advice from your own "
                    "provider."
                ),
                max_length=300,
                verbose_name="note at the foot of every page",
            ),
        ),
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
