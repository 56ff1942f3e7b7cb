from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from .models import Condition, Office, Procedure

MOST_READY = 500


class _Site:
    domain = urlsplit(settings.SITE_URL).netloc
    name = domain


class SiteMap(Sitemap):
    """Addresses under SITE_URL, whatever host the request came by."""

    protocol = urlsplit(settings.SITE_URL).scheme
    limit = 200  # in one part: it is put together in the time of any other page

    def get_urls(self, page=1, site=None, protocol=None):
        return super().get_urls(page, _Site, self.protocol)


class Lists(SiteMap):
    def items(self):
        return ["home", "procedures", "conditions", "offices", "a-to-z"]

    def location(self, item):
        return reverse(f"procedures:{item}")


class Procedures(SiteMap):
    def items(self):
        return Procedure.objects.published()

    def lastmod(self, procedure):
        return max(procedure.changed_at, procedure.publish_at)


class Conditions(SiteMap):
    """A condition's page lists its procedures, so it changes when one of them does."""

    def items(self):
        latest = Max("procedures__changed_at")
        return Condition.objects.published().annotate(latest=latest).order_by("slug")

    def lastmod(self, condition):
        return max(condition.changed_at, condition.latest)


class Offices(SiteMap):
    def items(self):
        return Office.objects.published()

    def lastmod(self, office):
        return office.changed_at


SITEMAPS = {
    "lists": Lists,
    "procedures": Procedures,
    "conditions": Conditions,
    "offices": Offices,
}


def addresses():
    """Of the pages that are made ready before anybody asks for them; of each kind the first few
    hundred, which is all of them at most clinics.
    """
    for section in (Lists(), Offices(), Procedures(), Conditions()):
        yield from (section.location(item) for item in section.items()[:MOST_READY])
