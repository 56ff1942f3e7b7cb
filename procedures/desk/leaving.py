"""Who leaves the desk is signed off after a quarter of an hour. What they had typed is not lost.

It is kept encrypted in the session that the same browser goes on with, for an hour, and given back
to the same account alone. The browser's part is static/admin_desk/leaving.js: it warns, and sends
what was typed. Without script, what is sent too late is kept in the same way.
"""

import json
import time

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from procedures.booking import keys

IDLE, WARNED, FRESH = 15 * 60, 2 * 60, 10  # seconds; the last: how exactly the time is kept
KEPT_FOR, MOST = 3600, 200_000  # seconds; signs, encrypted
SINCE, SEEN, KEPT = "since", "seen", "kept words"
SECRET = ("csrfmiddlewaretoken", "password", "code")


@receiver(user_logged_in)
def begin(request, **_kwargs):
    request.session[SINCE] = request.session[SEEN] = time.time()


def is_here(request):
    """False once they were away too long: then they are signed off, and what they sent is kept."""
    now = time.time()
    away = now - request.session.get(SEEN, 0)
    if away > IDLE:
        sign_off(request)
        return False
    if away > FRESH:
        request.session[SEEN] = now
    return True


def sign_off(request):
    user = request.user.pk
    logout(request)
    request.session[KEPT] = {"user": user, "until": time.time() + KEPT_FOR, "pages": {}}
    request.session.set_expiry(KEPT_FOR)
    keep(request)


def keep_late(request):
    """Several windows may be open: what the others send comes when nobody is signed in any more."""
    if request.method == "POST" and not request.user.is_authenticated and KEPT in request.session:
        keep(request)


def keep(request):
    kept, words, path = request.session[KEPT], words_of(request.POST), path_of(request)
    pages = kept["pages"] | {path: keys.encrypt(json.dumps(words))}
    if words and sum(map(len, pages.values())) <= MOST:
        request.session[KEPT] = kept | {"pages": pages}


def path_of(request):
    """The page where it was typed, as the browser says; it leads nowhere but to the desk."""
    path = request.POST.get("typed-at", request.path)
    return path if path.startswith("/admin/") and "//" not in path else request.path


def words_of(sent):
    return {
        name: values
        for name, values in sent.lists()
        if any(values) and name != "typed-at" and not any(each in name for each in SECRET)
    }


def kept_pages(request):
    """{path: words} of this very person. Another's are forgotten."""
    kept = request.session.get(KEPT)
    if kept is None:
        return {}
    if kept["user"] != request.user.pk or kept["until"] < time.time() or not kept["pages"]:
        forget(request)
        return {}
    return {path: json.loads(keys.decrypt(words)) for path, words in kept["pages"].items()}


def forget(request, path=None):
    """One page, or all of them."""
    kept = request.session.pop(KEPT, {"pages": {}})
    kept["pages"].pop(path, None)
    if path and kept["pages"]:
        request.session[KEPT] = kept
    else:
        request.session.set_expiry(None)
