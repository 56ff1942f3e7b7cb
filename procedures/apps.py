from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = _("What the site says")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import edition
        from .search import index

        index.listen()
        edition.listen()
