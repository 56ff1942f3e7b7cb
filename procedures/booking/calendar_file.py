"""The calendar file of a visit: when, where and whom to call, and nothing of who comes or why.

RFC 5545 says how it is written, RFC 5546 what PUBLISH and CANCEL need. The number of the visit
stays for as long as the request does, and its sequence rises, so that a later file moves or
removes the entry that an earlier one made.
"""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def calendar_file(request, *, uid, organizer, phone, is_on, at):
    """The bytes of the file, of a visit that is on or of one that is called off."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{site_host()}//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method(is_on))
    event = _event(request, is_on)
    event.add("uid", uid)
    event.add("dtstamp", at.astimezone(UTC))
    # an address without a name: calendars are shared, and the clinic's name may say too much
    event.add("organizer", f"mailto:{organizer}")
    event.add("description", _description(request, phone))
    starts = visit_start(request)
    calendar.add_component(time_zone(starts.tzinfo, starts.year))
    calendar.add_component(event)
    return calendar.to_ical()


def method(is_on):
    return "PUBLISH" if is_on else "CANCEL"


def _event(request, is_on):
    event = Event()
    event.add("sequence", request.visit_sequence)
    event.add("dtstart", visit_start(request))
    event.add("duration", timedelta(minutes=request.visit_minutes))
    event.add("summary", _("Appointment, %(office)s") % {"office": request.office_name})
    event.add("location", ", ".join(address_lines(request.office)) or request.office_name)
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED" if is_on else "CANCELLED")
    event.add("transp", "OPAQUE")
    return event


def _description(request, phone):
    lines = [_("Phone: %(phone)s") % {"phone": phone}] if phone else []
    return "\n".join([*lines, _("Reference: %(reference)s") % {"reference": request.reference}])


def visit_start(request):
    """By the clock of its office; of one that was deleted since, by that of the site."""
    zone = request.office.zone if request.office else timezone.get_default_timezone()
    return request.visit_at.astimezone(zone)


def address_lines(office):
    if office is None:
        return []
    town = f"{office.city}, {office.state} {office.zip_code}"
    return [line for line in (office.street, office.suite, town) if line]


def site_host():
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def time_zone(zone, year):
    """The rules of that year. icalendar's own give the start of summer time an hour late."""
    rules = Timezone()
    rules.add("tzid", zone.key)
    begin = datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
    rules.add_component(_rule(zone, begin, begin))
    for day in range(366):
        if change := _change(zone, begin + day * DAY):
            rules.add_component(_rule(zone, change - MINUTE, change))
    return rules


def _change(zone, day):
    """The moment in the 24 hours from ``day`` at which the clock is changed, or None."""

    def is_changed(minutes):
        return _offset(zone, day + minutes * MINUTE) != _offset(zone, day)

    if not is_changed(24 * 60):
        return None
    return day + bisect_left(range(24 * 60), True, key=is_changed) * MINUTE


def _rule(zone, before, start):
    """What holds from ``start`` on; as the standard asks, that is said by the clock of before."""
    local = start.astimezone(zone)
    rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
    rule.add("dtstart", start.replace(tzinfo=None) + _offset(zone, before))
    rule.add("tzoffsetfrom", _offset(zone, before))
    rule.add("tzoffsetto", _offset(zone, start))
    rule.add("tzname", local.tzname())
    return rule


def _offset(zone, moment):
    return moment.astimezone(zone).utcoffset()
