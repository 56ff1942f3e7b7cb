from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0010_more_places")]
    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
            ],
        ),
    ]
