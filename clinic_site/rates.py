"""No address has the site to itself: pages that must be made anew are given so often a minute.

Kept pages cost next to nothing and never come here. Each process counts by itself, and with
CACHE_URL all of all machines count together; while that is away, each by itself again. It is a
guard against machines, and many people may share an address, so it is generous. What matters
(the form, the sign-in) is counted in the database besides.
"""

import ipaddress
import logging
import threading
import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from procedures.booking.door import client_address, home

from . import errors

MOST, MINUTE = 300, 60
FREE = ("/static/", "/admin/", "/healthz", "/readyz", "/metrics")
PAUSE = 5  # seconds in which a cache that did not answer is not asked again

log = logging.getLogger("clinic.rates")


class Rates:
    """Middleware."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.counts = [Here(), Together()] if settings.CACHE_URL else [Here()]

    def __call__(self, request):
        if not request.path_info.startswith(FREE) and self.is_too_often(who(request)):
            response = errors.too_often(request)
            response["Retry-After"] = str(MINUTE)
            response["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)

    def is_too_often(self, address):
        return address is not None and any(each.count(address) > MOST for each in self.counts)


class Here:
    """In this process."""

    def __init__(self):
        self.minute, self.counts, self.lock = 0, {}, threading.Lock()

    def count(self, address):
        with self.lock:
            minute = int(time.monotonic() // MINUTE)
            if minute != self.minute:
                self.minute, self.counts = minute, {}  # so that no address is kept for longer
            self.counts[address] = self.counts.get(address, 0) + 1
            return self.counts[address]


class Together:
    """In the cache of all machines; 0 while it is away."""

    def __init__(self):
        self.asked_again = 0

    def count(self, address):
        if time.monotonic() < self.asked_again:
            return 0
        minute = int(time.time() // MINUTE)
        # who looks into the cache learns no address
        key = salted_hmac("rates", f"{address} {minute}", algorithm="sha256").hexdigest()
        try:
            cache.add(key, 0, MINUTE)
            return cache.incr(key)
        except (RedisError, ValueError) as error:  # ValueError: gone between the two
            self.asked_again = time.monotonic() + PAUSE
            log.warning("The cache does not count (%s): each process does.", type(error).__name__)
            return 0


def who(request):
    """None for this machine and for what is no address."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return None
    return None if address.is_loopback else home(request)
