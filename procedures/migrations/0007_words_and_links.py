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
    ]
