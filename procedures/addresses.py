"""Old addresses: looked up only once a page was not found, so that readers pay nothing."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render

from .models import OldAddress


class Gone(Http404):
    """The page was withdrawn for good."""


def gone(request):
    return render(request, "errors/410.html", status=410)


class OldAddressMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        old = OldAddress.objects.filter(path=request.path_info[:255]).first()
        if old is None:
            return response
        return HttpResponsePermanentRedirect(old.leads_to) if old.leads_to else gone(request)
