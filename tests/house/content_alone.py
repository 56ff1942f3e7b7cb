"""Serves every public page with nothing but the content app; run as a program by the test."""

import importlib.abc
import sys
from pathlib import Path

SETTINGS = {
    "SECRET_KEY": "only for this test",
    "SITE_URL": "https://clinic.example",
    "ALLOWED_HOSTS": ["testserver"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    "INSTALLED_APPS": ["procedures", "django.contrib.sitemaps", "crispy_forms"],
    "MIDDLEWARE": ["procedures.addresses.OldAddressMiddleware"],
    "ROOT_URLCONF": "tests.house.content_urls",
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "CRISPY_ALLOWED_TEMPLATE_PACKS": ["clinic"],
    "CRISPY_TEMPLATE_PACK": "clinic",
    "STATIC_URL": "/static/",
    "USE_TZ": True,
    "VAR_DIR": Path("/nowhere"),
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": ["templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "procedures.context.site",
                ],
                "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            },
        }
    ],
}


class Wall(importlib.abc.MetaPathFinder):
    rooms = ("procedures.booking", "procedures.desk", "clinic_site")

    def find_spec(self, name, path=None, target=None):
        if name.startswith(self.rooms):
            raise ImportError(f"content reached for {name}")


def main():
    sys.meta_path.insert(0, Wall())
    import django
    from django.conf import settings

    settings.configure(**SETTINGS)
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from tests.factories import make_clinic, make_condition, make_office, make_published

    make_clinic(privacy_practices="How we use what you tell us.")
    office, condition = make_office(), make_condition()
    procedure = make_published(conditions=[condition])
    for thing in ("/", "/procedures/", "/conditions/", "/offices/", "/sitemap.xml", "/robots.txt",
                  "/site.webmanifest", "/notices/privacy-practices/", procedure, condition,
                  office):  # fmt: skip
        path = thing if isinstance(thing, str) else thing.get_absolute_url()
        sys.stdout.write(f"{Client().get(path).status_code} {path}\n")


if __name__ == "__main__":
    main()
