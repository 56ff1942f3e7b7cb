"""When an office answers: as it promises, or as it is measured."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="office",
            name="booking_promise",
            field=models.CharField(
                blank=True,
                help_text="When this office answers, as in “We call you back within two working "
                "days.” It is shown instead of the clinic’s.",
                max_length=200,
                verbose_name="booking promise of this office",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="shows_measured_promise",
            field=models.BooleanField(
                default=False,
                help_text="As measured, instead of a promise: “Riverside usually answers within "
                "3 working hours (last 30 days).” Shown only once 20 answers in 30 days are "
                "measured.",
                verbose_name="show how fast this office answers",
            ),
        ),
    ]
