"""Error pages: each says what happened, what to do, and whom to call."""

from django.shortcuts import render


def bad_request(request, exception):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception):
    return render(request, "errors/403.html", status=403)


def csrf_failure(request, reason=""):
    return render(request, "errors/csrf.html", status=403)


def not_found(request, exception):
    return render(request, "errors/404.html", status=404)


def too_often(request):
    return render(request, "errors/429.html", status=429)


def server_error(request):
    return render(request, "errors/500.html", status=500)
