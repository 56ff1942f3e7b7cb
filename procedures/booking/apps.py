from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingConfig(AppConfig):
    name = "procedures.booking"
    label = "booking"
    verbose_name = _("Appointment requests")
    default_auto_field = "django.db.models.BigAutoField"
