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
    days = _open_days(office, local)
    first = next(days, None)
    if first is None:
        return _full_hour(local + timedelta(days=1))
    start = max(local, first[0][0])
    following = next(days, None)
    if following is None:
        return _full_hour(start)
    opens, closes = following[0][0], following[-1][1]
    same_time = datetime.combine(opens.date(), start.time(), office.zone)
    return min(max(_full_hour(same_time), opens), closes)


def _open_days(office, local):
    """For each day that has any, its (opens, closes) still to come or under way, in order."""
    closed = {day.date for day in office.closed_days.all()}
    hours = list(office.hours.all())
    for ahead in range(SEARCHED_DAYS):
        day = local.date() + timedelta(days=ahead)
        spans = [span for span in hours if span.weekday == day.weekday() and day not in closed]
        times = [
            (
                datetime.combine(day, span.opens, office.zone),
                datetime.combine(day, span.closes, office.zone),
            )
            for span in spans
        ]
        if to_come := [(opens, closes) for opens, closes in times if closes > local]:
            yield to_come


def _full_hour(moment):
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(hours=1)
