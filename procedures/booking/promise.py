"""When the clinic calls back: within one working day of the office."""

from datetime import datetime, timedelta

SEARCHED_DAYS = 60  # further ahead no office is expected to be closed throughout


def call_back_by(office, at):
    """The end of one working day from ``at``, in the office's own time zone.

    A request that comes while the office is open is answered by the same time on its next open
    day; one that comes while it is closed counts from the next opening. Rounded up to the full
    hour, and never later than that day's closing time. An office without hours gets a calendar day.
    """
    if office is None:  # it was deleted since
        return _full_hour(at + timedelta(days=1))
    local = at.astimezone(office.zone)
    spans = list(_open_spans(office, local))
    if not spans:
        return _full_hour(local + timedelta(days=1))
    start = max(local, spans[0][0])
    days = sorted({opens.date() for opens, _closes in spans})
    later = [day for day in days if day > start.date()]
    if not later:
        return _full_hour(start)
    opens, closes = _edges(spans, later[0])
    same_time = datetime.combine(later[0], start.time(), office.zone)
    return min(max(_full_hour(same_time), opens), closes)


def _open_spans(office, local):
    """(opens, closes) still to come or under way, closed days left out, in order."""
    closed = {day.date for day in office.closed_days.all()}
    hours = list(office.hours.all())
    for ahead in range(SEARCHED_DAYS):
        day = local.date() + timedelta(days=ahead)
        if day in closed:
            continue
        for span in (span for span in hours if span.weekday == day.weekday()):
            closes = datetime.combine(day, span.closes, office.zone)
            if closes > local:
                yield datetime.combine(day, span.opens, office.zone), closes


def _edges(spans, day):
    own = [span for span in spans if span[0].date() == day]
    return own[0][0], own[-1][1]


def _full_hour(moment):
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(hours=1)
