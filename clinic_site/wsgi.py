import os
import re

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")

CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def in_utf8(application):
    """Our pages are UTF-8, so what they send is. Python knows "charsets" such as zlib that no text
    can be read with, and Django asks for them before any middleware could refuse: take them off.
    """

    def answer(environ, start_response):
        if "charset" in environ.get("CONTENT_TYPE", "").lower():
            environ["CONTENT_TYPE"] = CHARSET.sub("", environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return answer


django = in_utf8(get_wsgi_application())
from .page_cache import PageCache  # noqa: E402 - it needs the models, which are ready now

application = django if settings.DEBUG else PageCache(django)
