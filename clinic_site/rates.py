"""No address has the site to itself: pages that must be made anew are given so often a minute.

Kept pages cost next to nothing and never come here. Counted in each process by itself: it is a
guard against machines, and many people may share an address, so it is generous. What matters
(the form, the sign-in) is counted in the database besides.
"""

import ipaddress
import threading
import time

from procedures.booking.door import client_address

from . import errors

MOST, MINUTE = 300, 60
FREE = ("/static/", "/admin/", "/healthz", "/readyz", "/metrics")


class Rates:
    """Middleware."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.minute, self.counts, self.lock = 0, {}, threading.Lock()

    def __call__(self, request):
        if not request.path_info.startswith(FREE) and self.is_too_often(who(request)):
            response = errors.too_often(request)
            response["Retry-After"] = str(MINUTE)
            response["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)

    def is_too_often(self, address):
        if address is None:
            return False
        with self.lock:
            minute = int(time.monotonic() // MINUTE)
            if minute != self.minute:
                self.minute, self.counts = minute, {}  # so that no address is kept for longer
            self.counts[address] = self.counts.get(address, 0) + 1
            return self.counts[address] > MOST


def who(request):
    """The address, of IPv6 the network of one home; None for this machine and for what is none."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return None
    if address.is_loopback:
        return None
    if address.version == 6:
        return ipaddress.ip_network((address, 64), strict=False)
    return address
