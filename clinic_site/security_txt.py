"""/.well-known/security.txt: whom to tell of a hole in the site (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

FRESH = timedelta(days=90)
PATH = ".well-known/security.txt"


@require_safe
def page(request):
    if not settings.SECURITY_CONTACT:
        raise Http404
    contact = settings.SECURITY_CONTACT
    contact = contact if ":" in contact else f"mailto:{contact}"
    expires = (timezone.now() + FRESH).strftime("%Y-%m-%dT00:00:00Z")
    words = f"Contact: {contact}\nExpires: {expires}\nCanonical: {settings.SITE_URL}/{PATH}\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
