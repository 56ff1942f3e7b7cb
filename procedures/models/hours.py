"""Opening hours as people say them: "Monday to Friday, 8 am to 5 pm"."""

from itertools import groupby

from django.utils.translation import gettext as _


def clock(moment):
    """8 am, 12:30 pm."""
    half = _("am") if moment.hour < 12 else _("pm")
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02d} {half}" if moment.minute else f"{hour} {half}"


def spans_in_words(spans):
    """One day's spans in words; empty when the office is closed."""
    return _(" and ").join(
        _("%(opens)s to %(closes)s") % {"opens": clock(opens), "closes": clock(closes)}
        for opens, closes in spans
    )


def week(hours):
    """Seven (day, spans) from rows of opening hours; an empty tuple of spans is a closed day."""
    return [
        (day, tuple((span.opens, span.closes) for span in hours if span.weekday == day))
        for day in range(7)
    ]


def week_in_words(hours, day_name):
    """Neighbouring days with the same hours run together, as a list of short phrases."""
    phrases = []
    for spans, days in groupby(week(hours), key=lambda day: day[1]):
        names = [str(day_name(day)) for day, _spans in days]
        if spans:
            phrases.append(
                _("%(days)s, %(hours)s") % {"days": _run(names), "hours": spans_in_words(spans)}
            )
    return phrases


def _run(names):
    if len(names) == 1:
        return names[0]
    word = _("%(first)s and %(last)s") if len(names) == 2 else _("%(first)s to %(last)s")
    return word % {"first": names[0], "last": names[-1]}
