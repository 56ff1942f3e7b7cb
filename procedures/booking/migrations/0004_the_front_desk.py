"""What the front desk does, and who looked at whom. The next migration fills it in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import procedures.booking.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0003_encrypt_other_language"),
        ("procedures", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.CharField(
                        help_text="A staff user name.", max_length=150, verbose_name="who"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("record", "Opened the record"),
                            ("list", "Saw a list"),
                            ("search", "Searched"),
                            ("beside", "Saw beside another record"),
                            ("print", "Opened the sheet to print"),
                            ("export", "Exported"),
                        ],
                        max_length=6,
                        verbose_name="how",
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="requests shown")),
                (
                    "detail",
                    models.CharField(
                        blank=True, help_text="Never a personal word.", max_length=200
                    ),
                ),
            ],
            options={
                "verbose_name": "look",
                "verbose_name_plural": "who looked at whom",
                "ordering": ["-at", "-pk"],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="LookedAt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=9)),
            ],
            options={
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        help_text="The Monday of a week, or “last-30”.", max_length=10
                    ),
                ),
                ("received", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("median_minutes", models.PositiveIntegerField(null=True)),
                ("nine_in_ten_minutes", models.PositiveIntegerField(null=True)),
                ("booked", models.PositiveIntegerField()),
                ("closed", models.JSONField(default=dict, help_text="Reason: how many.")),
                ("measured_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "numbers",
                "verbose_name_plural": "how fast we answer",
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="written")),
                ("by", models.CharField(max_length=150, verbose_name="by")),
                ("text", procedures.booking.models.fields.EncryptedField(verbose_name="note")),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["at", "pk"],
                "default_permissions": [],
            },
        ),
        migrations.AlterModelOptions(
            name="appointmentrequest",
            options={
                "ordering": ["received_at", "pk"],
                "permissions": [("export_appointmentrequest", "Can export appointment requests")],
                "verbose_name": "appointment request",
                "verbose_name_plural": "appointment requests",
            },
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="request_has_a_message_of_a_kind_once",
        ),
        migrations.RemoveIndex(
            model_name="appointmentrequest",
            name="booking_open_by_office",
        ),
        migrations.RemoveIndex(
            model_name="appointmentrequest",
            name="booking_by_status",
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="with",
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="duplicate_of",
            field=models.CharField(blank=True, max_length=9, verbose_name="duplicate of"),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="moved_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, help_text="When the status last changed."
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phoned", "Reached us by phone"),
                    ("unsuited", "Not suitable"),
                    ("declined", "Patient declined"),
                    ("unreached", "Could not be reached"),
                    ("duplicate", "Duplicate of another request"),
                ],
                max_length=9,
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="record_number",
            field=procedures.booking.models.fields.EncryptedField(
                blank=True, verbose_name="number in our records"
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="responded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first response"),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="response_minutes",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Open minutes of the office until the first response.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="tries",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="calls without an answer"
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="try_again_on",
            field=models.DateField(blank=True, null=True, verbose_name="try again on"),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="version",
            field=models.PositiveIntegerField(
                default=1, editable=False, help_text="Counts the steps, to notice two at once."
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="visit_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="visit"),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="visit_minutes",
            field=models.PositiveSmallIntegerField(default=30, verbose_name="minutes"),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="visit_note",
            field=procedures.booking.models.fields.EncryptedField(
                blank=True, verbose_name="note to the patient"
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="visit_sequence",
            field=models.PositiveSmallIntegerField(
                default=0,
                editable=False,
                help_text="Rises with each calendar file sent (RFC 5546).",
            ),
        ),
        migrations.AddField(
            model_name="appointmentrequest",
            name="waiting_since",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="When it was received, or was last reopened.",
                verbose_name="waiting since",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="message",
            name="sequence",
            field=models.PositiveSmallIntegerField(
                default=0,
                editable=False,
                help_text="Of the calendar file: the request's visit_sequence.",
            ),
        ),
        migrations.AlterField(
            model_name="appointmentrequest",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="procedures.office",
            ),
        ),
        migrations.AlterField(
            model_name="appointmentrequest",
            name="procedure",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="procedures.procedure",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("received", "Request received online"),
                    ("changed", "Changed by the patient"),
                    ("taken", "Taken"),
                    ("no-answer", "No answer"),
                    ("booked", "Booked"),
                    ("done", "Visit done"),
                    ("closed", "Closed"),
                    ("reopened", "Reopened"),
                    ("noted", "Internal note"),
                    ("numbered", "Number in our records noted"),
                    ("marked-spam", "Moved to suspected spam"),
                    ("restored", "Restored from suspected spam"),
                    ("sent", "Message sent"),
                    ("not-sent", "Message could not be sent yet"),
                    ("gave-up", "Message given up"),
                    ("erased", "Personal data erased"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("receipt", "Receipt to the patient"),
                    ("office", "Notice to the office"),
                    ("visit", "Time of the visit to the patient"),
                    ("cancel", "Visit called off, to the patient"),
                ],
                max_length=8,
                verbose_name="message",
            ),
        ),
        migrations.AddIndex(
            model_name="appointmentrequest",
            index=models.Index(
                models.F("status"),
                models.F("office"),
                models.F("waiting_since"),
                name="booking_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="appointmentrequest",
            index=models.Index(
                models.F("status"), models.F("office"), models.F("moved_at"), name="booking_moved"
            ),
        ),
        migrations.AddIndex(
            model_name="appointmentrequest",
            index=models.Index(
                models.F("responded_at"),
                models.F("office"),
                models.F("response_minutes"),
                models.F("status"),
                name="booking_responded",
            ),
        ),
        migrations.AddIndex(
            model_name="appointmentrequest",
            index=models.Index(
                models.F("received_at"),
                models.F("office"),
                models.F("status"),
                name="booking_received",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["booked", "done"]), _negated=True),
                    ("visit_at__isnull", False),
                    _connector="OR",
                ),
                name="request_with_a_visit_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason__gt", ""), ("status", "closed")),
                    ("status", "erased"),
                    models.Q(models.Q(("status", "closed"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="request_is_closed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duplicate_of__gt", ""), ("reason", "duplicate")),
                    models.Q(
                        models.Q(("reason", "duplicate"), _negated=True), ("duplicate_of", "")
                    ),
                    _connector="OR",
                ),
                name="request_that_is_a_duplicate_names_the_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("request", "kind", "sequence"), name="request_has_a_message_of_a_kind_once"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                models.F("request"),
                condition=models.Q(("delivery", "given-up")),
                name="booking_messages_given_up",
            ),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(models.F("by"), models.F("at"), name="booking_looks_of_one"),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(models.F("at"), name="booking_looks_by_time"),
        ),
        migrations.AddField(
            model_name="lookedat",
            name="look",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="looked_at",
                to="booking.look",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="procedures.office",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="booking.appointmentrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="lookedat",
            index=models.Index(
                models.F("reference"), models.F("look"), name="booking_looks_at_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                fields=("office", "period"), name="office_is_measured_once_a_period"
            ),
        ),
    ]
