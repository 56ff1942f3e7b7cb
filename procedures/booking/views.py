"""The public form and the page after it: get, check, act, answer."""

import logging
from functools import wraps

from django.db import Error
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from . import actions, door, numbers, received, spam
from .forms import TRAP, RequestForm, kept
from .offer import current_offer, last_offer
from .ticket import BadTicket, new_ticket, read_ticket
from .together import one_form_at_a_time
from .typed import typed_words

logger = logging.getLogger(__name__)
RETRY_AFTER = {503: "60", 429: "600"}


def private(view):
    """Not kept by any cache, named to no other site, found by no search engine but for the form
    before anything is typed.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return answer


@private
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # send() looks at the token itself, so that nothing typed is lost
@sensitive_post_parameters()
@sensitive_variables()
def book(request):
    if no := door.refusal(request):
        return no
    typed = typed_words(request.POST, RequestForm.base_fields)
    try:
        if request.method == "POST":
            with one_form_at_a_time() as store:
                return send(request, typed, store)
        return show(request)
    except Error as error:
        logger.error("The database failed the booking form.", exc_info=error)
        return page(request, again(typed, last_offer(typed)), 503, "away")


def show(request):
    carried_over = typed_words(request.GET, ["procedure", "office"])
    offer = current_offer(carried_over.get("procedure", ""))
    if len(offer.offices) == 1:
        carried_over["office"] = next(iter(offer.offices))
    response = page(request, again(carried_over, offer))
    response["X-Robots-Tag"] = "all"
    return response


@sensitive_variables()
def send(request, typed, store):
    offer, at = current_offer(typed.get("procedure", "")), timezone.now()
    if door.is_forged(request):
        return page(request, again(typed, offer), 403, "forged")
    if "show_times" in request.POST:
        return page(request, again(typed, offer))
    try:
        submission, rendered_at = read_ticket(typed.get("ticket", ""))
    except BadTicket:
        return page(request, again(typed, offer), 200, "old")
    form = RequestForm(typed, offer=offer)
    if not form.is_valid():
        return page(request, form)
    verdict = spam.judge(
        details=form.cleaned_data,
        trap=form.data.get(TRAP, ""),
        rendered_at=rendered_at,
        address=door.home(request),
        at=at,
    )
    if verdict.is_flood:
        return page(request, again(typed, offer), 429, "flood")
    reference, _is_new = actions.receive(
        submission=submission, details=form.cleaned_data, spam=verdict, at=at, store=store
    )
    return received.acknowledge(reference)


@sensitive_variables()
def again(typed, offer):
    """The form with what was typed, not judged; with a ticket of its own if that one is no good."""
    form = RequestForm(initial=kept(typed), offer=offer)
    try:
        read_ticket(form.initial.get("ticket", ""))
    except BadTicket:
        form.initial["ticket"] = new_ticket()
    return form


def page(request, form, status=200, trouble=""):
    office = form.chosen_office if form.chosen_office and form.chosen_office.pk else None
    context = {
        "form": form,
        "office": office,
        "promise": promise_of(office, trouble) if office else "",
        "offices": [each for each in form.offer.offices.values() if each.pk],
        "trouble": trouble,
        "section": "book",
    }
    response = render(request, "booking/book.html", context, status=status)
    if status in RETRY_AFTER:
        response["Retry-After"] = RETRY_AFTER[status]
    return response


def promise_of(office, trouble):
    """The office's own promise, if it has one; while the database is away nothing is measured."""
    measured = "" if trouble == "away" else numbers.measured_promise(office)
    return measured or office.booking_promise


@private
@require_safe
def thanks(request):
    reference = received.reference_of(request)
    try:
        stored = received.find(reference) if reference else None
    except Error:
        stored = None  # the reference alone proves that it arrived
    context = {"reference": reference, "stored": stored, "section": "book"}
    if stored:
        context |= {"due": received.due_in_words(stored), "office": stored.office}
    return render(request, "booking/received.html", context)
