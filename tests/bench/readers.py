"""What readers ask for, each page set anew from the database, however much the clinic publishes."""

from functools import partial

from django.test import Client

from procedures.models import Condition, Office, Procedure
from procedures.views import set_once

from .rounds import Page


def pages():
    browser = Client()
    public = Procedure.objects.published()
    for name, address in {
        "home": "/",
        "procedures": "/procedures/",
        "procedure": public.last().get_absolute_url(),
        "conditions": "/conditions/",
        "condition": Condition.objects.first().get_absolute_url(),
        "offices": "/offices/",
        "office": Office.objects.first().get_absolute_url(),
        "names from A to Z": "/a-to-z/",
        "search": "/search/?q=back+pain",
        "form": "/book/",
        "sitemap": "/sitemap.xml",
    }.items():
        yield Page("reader", name, partial(set_anew, browser, address))


def set_anew(browser, address):
    set_once.forget()
    return browser.get(address)
