"""The door of the public form: what is let in, and who knocks."""

import codecs
import ipaddress
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render

MOST_BYTES, MOST_FIELDS = 100_000, 200


def refusal(request):
    """The kind page for what cannot be our form, or None. Comes before anything is read."""
    if not _is_utf8(request):
        return render(request, "errors/400.html", status=400)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return render(request, "errors/400.html", status=413)
    if request.method == "POST" and not _is_a_small_form(request):
        return render(request, "errors/400.html", status=400)
    return None


def _is_utf8(request):
    """Python knows "charsets" that are none, such as zlib: reading with them ends in an error."""
    try:
        return codecs.lookup(request.content_params.get("charset", "utf-8")).name == "utf-8"
    except LookupError:
        return False


def _is_a_small_form(request):
    try:
        fields = sum(len(values) for _name, values in request.POST.lists())
        return fields <= MOST_FIELDS and not request.FILES
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return False


class _Token(CsrfViewMiddleware):
    """Our pages send no referrer, so browsers say "Origin: null": then the token decides alone."""

    def _origin_verified(self, request):
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)

    def _check_referer(self, request):
        if "HTTP_REFERER" in request.META:
            super()._check_referer(request)

    def _reject(self, request, reason):
        return reason


def is_forged(request):
    return _Token(lambda request: None).process_view(request, None, (), {}) is not None


def client_address(request):
    """The peer or, behind proxies of our own, the last hop before them."""
    address = plain(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address in settings.TRUSTED_PROXIES and hops:
        address = plain(hops.pop().strip()) or address
    return address


def plain(address):
    """A server that listens on IPv6 for both names visitors of IPv4 ::ffff:192.0.2.1."""
    mapped = getattr(of_ipv6(address), "ipv4_mapped", None)
    return str(mapped or address)


def home(request):
    """What visitors are counted by: the address, and of IPv6 the network of one home, in which
    anybody may take as many addresses as they like.
    """
    address = client_address(request)
    if of_ipv6(address):
        return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False))
    return address


def of_ipv6(address):
    """None if it is not of IPv6, or no address at all."""
    if ":" in address:
        with suppress(ValueError):
            return ipaddress.IPv6Address(address)
    return None
