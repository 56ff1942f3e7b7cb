from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0004_pictures"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "credentials",
                    models.CharField(
                        blank=True,
                        help_text="As in MD, or PA-C.",
                        max_length=60,
                        verbose_name="letters after the name",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        help_text="In plain words, as in “Pain physician”.",
                        max_length=120,
                        verbose_name="role",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Two or three short sentences.",
                        verbose_name="about them",
                    ),
                ),
                ("is_public", models.BooleanField(default=True, verbose_name="shown on the site")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Lower numbers come first.", verbose_name="order"
                    ),
                ),
                (
                    "offices",
                    models.ManyToManyField(
                        blank=True,
                        related_name="providers",
                        to="procedures.office",
                        verbose_name="offices",
                    ),
                ),
            ],
            options={
                "verbose_name": "provider",
                "verbose_name_plural": "providers",
                "ordering": ["position", "name"],
            },
        ),
    ]
