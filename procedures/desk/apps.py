from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "procedures.desk"
    label = "desk"
    verbose_name = _("Desk")


class DeskAdminConfig(AdminConfig):
    """Stock admin with our site in the place of the default one."""

    default_site = "procedures.desk.site.DeskSite"
