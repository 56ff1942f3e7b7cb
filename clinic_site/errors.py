"""Error pages: each says what happened, what to do, and whom to call."""

import sys

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables

from procedures.desk.leaving import words_of

NO_ANSWER = (OperationalError, InterfaceError)  # other errors of the database are ours


def bad_request(request, exception):
    if isinstance(exception, SessionInterrupted):
        return session_not_kept(request, exception)
    return page(request, "400", 400)


def forbidden(request, exception):
    return page(request, "403", 403)


def csrf_failure(request, reason=""):
    return page(request, "csrf", 403)


def not_found(request, exception):
    return page(request, "404", 404)


def too_often(request):
    return page(request, "429", 429)


def server_error(request):
    if isinstance(sys.exc_info()[1], NO_ANSWER):
        return away(request)
    return page(request, "500", 500)


def session_not_kept(request, exception):
    """Django says the same when the session was ended meanwhile as when nothing can be written."""
    cause = exception
    while cause := cause.__context__:
        if isinstance(cause, NO_ANSWER):
            return away(request)
    return redirect("admin:login")


@sensitive_variables()
def away(request):
    """While the database is. What staff had typed is given back, so that it can be copied."""
    typed = words_of(request.POST) if is_desk(request) else {}
    response = page(request, "503", 503, typed=typed)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


def page(request, name, status, **facts):
    facts |= {"is_desk": is_desk(request), "is_production": settings.HTTPS}
    return render(request, f"errors/{name}.html", facts, status=status)


def is_desk(request):
    return request.path.startswith("/admin/")
