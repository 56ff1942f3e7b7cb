"""What search engines and phones ask for."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..context import clinic_of
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
