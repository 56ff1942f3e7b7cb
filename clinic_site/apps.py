from django.apps import AppConfig


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"

    def ready(self):
        from . import sqlite_file

        sqlite_file.look_after()
