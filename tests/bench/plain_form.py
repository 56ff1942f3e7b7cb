"""What Django alone takes to store four answers: a form made from a model, behind the middleware
that a new project has.
"""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="of a server that lives as long as it is measured",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_FILE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA synchronous=FULL",
            },
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

from django import forms  # noqa: E402 - models are made once all is set up
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402


class Request(models.Model):
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=60)
    email = models.EmailField()
    office = models.CharField(max_length=120)

    class Meta:
        app_label = "bench"
        db_table = "requests"

    def __str__(self):
        return self.office


Form = forms.modelform_factory(Request, fields="__all__", widgets={"office": forms.HiddenInput})
page = engines["django"].from_string('<form method="post">{% csrf_token %}{{ form }}</form>')


def book(request):
    form = Form(request.POST or None, initial={"office": "sample"})
    if form.is_valid():
        form.save()
        return HttpResponse(status=303, headers={"Location": "/received/"})
    return HttpResponse(page.render({"form": form}, request))


urlpatterns = [path("book/", book)]
application = get_wsgi_application()
