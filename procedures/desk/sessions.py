"""Where a person is signed in: each open session in coarse words, and how it is ended."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .leaving import IDLE, SEEN, SINCE

DEVICE = "device"
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome"}
BROWSERS |= {"CriOS/": "Chrome", "FxiOS/": "Firefox", "Safari/": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
SYSTEMS |= {"Macintosh": "Mac", "CrOS": "Chromebook", "Linux": "Linux"}


@dataclass(frozen=True)
class Open:
    mark: str  # stands for the session's key, which nobody is shown
    device: str
    since: datetime
    seen: datetime
    is_this: bool


def note_device(request):
    """At the sign-in: no more of the browser's words than a person needs to know it again."""
    request.session[DEVICE] = device_of(request)


def device_of(request):
    words = request.headers.get("User-Agent", "")
    return [each for each in (first_in(words, BROWSERS), first_in(words, SYSTEMS)) if each]


def device_in_words(request):
    return ", ".join(device_of(request))


def first_in(words, names):
    return next((name for sign, name in names.items() if sign in words), "")


def open_sessions(user, own_key=""):
    """Latest first."""
    found = [
        Open(
            mark=mark_of(stored.session_key),
            device=", ".join(words.get(DEVICE, [])),
            since=moment(words.get(SINCE, words[SEEN])),
            seen=moment(words[SEEN]),
            is_this=stored.session_key == own_key,
        )
        for stored, words in stored_for(user)
    ]
    return sorted(found, key=lambda each: (each.is_this, each.seen), reverse=True)


def end(user, mark):
    end_where(user, lambda key: mark_of(key) == mark)


def end_others(user, own_key):
    end_where(user, lambda key: key != own_key)


def end_all(user):
    end_where(user, lambda _key: True)


def end_where(user, is_meant):
    keys = [stored.session_key for stored, _words in stored_for(user)]
    Session.objects.filter(session_key__in=filter(is_meant, keys)).delete()


def stored_for(user):
    """Only staff have sessions, so there are few to look through."""
    for stored in Session.objects.filter(expire_date__gt=timezone.now()):
        words = stored.get_decoded()
        is_theirs = words.get(SESSION_KEY) == str(user.pk)
        if is_theirs and words.get(SEEN, 0) > time.time() - IDLE:
            yield stored, words


def mark_of(key):
    return salted_hmac("open session", key, algorithm="sha256").hexdigest()[:20]


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)
