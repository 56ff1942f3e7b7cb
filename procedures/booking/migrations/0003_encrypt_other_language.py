"""What a patient types freely is encrypted: also the name of a language."""

from django.db import migrations, models
from django.db.models.functions import Cast

import procedures.booking.models.fields


def encrypt(apps, schema_editor):
    requests = apps.get_model("booking", "AppointmentRequest").objects
    typed = requests.annotate(typed=Cast("other_language", models.TextField()))
    for pk, words in typed.exclude(typed="").values_list("pk", "typed").iterator():
        requests.filter(pk=pk).update(other_language=words)


class Migration(migrations.Migration):
    dependencies = [("booking", "0002_history_is_append_only")]
    operations = [
        migrations.AlterField(
            model_name="appointmentrequest",
            name="other_language",
            field=procedures.booking.models.fields.EncryptedField(
                blank=True, max_length=60, verbose_name="other language"
            ),
        ),
        migrations.RunPython(encrypt),
    ]
