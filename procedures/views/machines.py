"""What search engines and phones ask for."""

from functools import partial

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..context import clinic_of
from ..sitemaps import SITEMAPS
from .public import public

PAPER, BRAND = "#fbf9f5", "#0c5a57"


@require_safe
@public
def robots(request):
    sitemap = settings.SITE_URL + reverse("procedures:sitemap")
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@public
def sitemap(request):
    """All addresses; of a large site, the addresses of its parts."""
    parts = [
        (section, page)
        for section, kind in SITEMAPS.items()
        for page in kind().paginator.page_range
    ]
    if len(parts) == len(SITEMAPS):
        return sitemaps.sitemap(request, SITEMAPS)
    context = {"sitemaps": [{"location": part_address(*part)} for part in parts]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


def part_address(section, page):
    return f"{settings.SITE_URL}{reverse('procedures:sitemap-part', args=[section])}?p={page}"


@require_safe
@partial(public, reads=["p"])
def sitemap_part(request, section):
    return sitemaps.sitemap(request, SITEMAPS, section)


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def reading_ahead(request):
    """Which page a browser may fetch when a reader is about to choose it, and their settings agree.

    Only pages that are the same for everybody: none that gives a cookie or says where one lives.
    """
    names = ("home", "procedures", "conditions", "offices", "a-to-z")
    lists = [reverse(f"procedures:{name}") for name in names]
    pages = [f"{address}:slug/" for address in lists[1:4]]
    rule = {"where": {"href_matches": [*lists, *pages]}, "eagerness": "moderate"}
    response = JsonResponse({"prefetch": [rule]})
    response.headers["Content-Type"] = "application/speculationrules+json"
    return response


@require_safe
@public
def manifest(request):
    name = clinic_of(request).name
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    data = {
        "name": name,
        "short_name": name,
        "start_url": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": BRAND,
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json")
