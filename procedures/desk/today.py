"""What waits for this colleague today: the first thing on the home page of the desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from procedures.booking.models import Delivery, Status
from procedures.booking.offices_served import requests_seen_by
from procedures.booking.queue import LISTED_MOST, overdue
from procedures.models import Procedure
from procedures.models import Status as PageStatus

QUEUE = "admin:booking_appointmentrequest_changelist"
FAILED = "admin:booking_appointmentrequest_failed"
PAGES = "admin:procedures_procedure_changelist"


@dataclass
class Work:
    words: str
    address: str
    is_late: bool = False


def todays_work(user, at):
    """Only what there is, and only what they may do; what is late comes first."""
    lines = []
    if user.has_perm("booking.view_appointmentrequest"):
        lines += _requests(requests_seen_by(user), at)
    if user.has_perm("procedures.review_procedure"):
        lines += _reviews(at)
    if user.has_perm("procedures.change_procedure"):
        lines += _drafts()
    return [line for line in lines if line]


def _requests(requests, at):
    failed = requests.filter(messages__delivery=Delivery.GIVEN_UP).distinct()
    yield _line(
        overdue(requests, at),
        lambda n: ngettext("%(n)s request is overdue", "%(n)s requests are overdue", n),
        reverse(QUEUE),
        is_late=True,
    )
    yield _line(
        failed,
        lambda n: ngettext(
            "Messages of %(n)s request could not be sent",
            "Messages of %(n)s requests could not be sent",
            n,
        ),
        reverse(FAILED),
        is_late=True,
    )
    yield _line(
        requests.filter(status=Status.NEW),
        lambda n: ngettext(
            "%(n)s request waits to be called", "%(n)s requests wait to be called", n
        ),
        reverse(QUEUE),
    )
    yield _line(
        requests.filter(status=Status.TRYING),
        lambda n: ngettext(
            "%(n)s patient to try to reach again", "%(n)s patients to try to reach again", n
        ),
        f"{reverse(QUEUE)}?tab=trying",
    )


def _reviews(at):
    pages = reverse(PAGES)
    yield _line(
        Procedure.objects.published(at).due_for_review(),
        lambda n: ngettext("%(n)s page is due for review", "%(n)s pages are due for review", n),
        f"{pages}?review=due",
    )
    yield _line(
        Procedure.objects.published(at).filter(reviewed_on=None),
        lambda n: ngettext(
            "%(n)s public page was never reviewed", "%(n)s public pages were never reviewed", n
        ),
        f"{pages}?review=never&status__exact={PageStatus.PUBLISHED.value}",
    )


def _drafts():
    yield _line(
        Procedure.objects.filter(status=PageStatus.DRAFT),
        lambda n: ngettext("%(n)s draft", "%(n)s drafts", n),
        f"{reverse(PAGES)}?status__exact={PageStatus.DRAFT.value}",
    )


def _line(found, words, address, is_late=False):
    """Nothing is counted further than a list would show it."""
    count = found.order_by()[:LISTED_MOST].count()
    if not count:
        return None
    number = f"{count}+" if count >= LISTED_MOST else str(count)
    return Work(words(count) % {"n": number}, address, is_late)
