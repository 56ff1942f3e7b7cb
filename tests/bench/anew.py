"""The site without its kept pages, and also without remembering how a page was set."""

from clinic_site.wsgi import django as read_anew
from procedures.views import set_once


def set_anew(environ, start_response):
    set_once.forget()
    return read_anew(environ, start_response)


__all__ = ["read_anew", "set_anew"]
