"""One request on one screen: who to call, what happened, and the steps that are allowed now."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import actions, looks
from ..models import Event, How, Verb
from ..offices_served import requests_seen_by
from .history import NOT_COLLEAGUES, history
from .lists import offices_of
from .searching import same_caller
from .steps import DO, form_of, is_step_of, take_step
from .words import InWords

OTHERS_MOST = 10
CHANGING = [step.verb for step in actions.STEPS.values() if step.name != "note"] + [Verb.CHANGED]

# the first that is allowed is the main one; those without questions are one press
ORDER = (
    "restore", "book", "no_answer", "close", "finish", "take", "reopen", "note", "number",
    "mark_spam",
)  # fmt: skip
DONE = {
    "take": gettext_lazy("%(reference)s is yours."),
    "no_answer": gettext_lazy("Noted: no answer. %(reference)s stands under “Trying to reach”."),
    "book": gettext_lazy("%(reference)s is booked."),
    "finish": gettext_lazy("%(reference)s is done."),
    "close": gettext_lazy("%(reference)s is closed."),
    "reopen": gettext_lazy("%(reference)s waits to be called again."),
    "mark_spam": gettext_lazy("%(reference)s is among suspected spam now. Nothing was deleted."),
    "restore": gettext_lazy("%(reference)s is no spam. It waits to be called."),
    "note": gettext_lazy("The note is saved."),
    "number": gettext_lazy("The number is saved."),
}


@dataclass
class Choice:
    """A step that may be taken now, with its form; open where it was filled in wrongly."""

    step: actions.Step
    form: object
    is_open: bool = False

    @property
    def is_one_press(self):
        return not self.form.visible_fields()


@dataclass
class Trouble:
    """Why a step was not taken: what colleagues did meanwhile, and what was typed."""

    lines: list
    is_gone: bool = False
    typed: str = ""
    is_own: bool = False  # all of it was done by the same colleague, in another window


def show(desk, request, found, *, filled=None, trouble=None):
    """``filled`` is the form that was sent and not accepted."""
    listed = desk.get_changelist_instance(request)
    found.office = listed.offices.get(found.office_id)
    seen = requests_seen_by(request.user)
    others = listed.requests(same_caller(seen, found, OTHERS_MOST))
    looks.record_look(by=request.user, how=How.RECORD, requests=[found], beside=others)
    record = InWords(found, listed.at)
    context = {
        **_words_of(desk, request, found),
        **_way_on(listed, found.pk),
        "record": record,
        "choices": choices(desk, request, found, filled, trouble),
        "trouble": trouble,
        "others_here": [
            (name, record.moment(at))
            for name, at in looks.who_else_has_it_open(found.reference, request.user, listed.at)
        ],
        "outbox": [(message, *_times(record, message)) for message in found.messages.all()],
        "lines": history(record),
        "others": listed.in_words(others),
        "copy": as_text(record),
    }
    template = "admin/booking/appointmentrequest/change_form.html"
    return TemplateResponse(request, template, context)


def sheet(desk, request, found):
    """On paper, for typing into the clinic's own records system."""
    listed = desk.get_changelist_instance(request)
    found.office = listed.offices.get(found.office_id)
    looks.record_look(by=request.user, how=How.PRINT, requests=[found])
    record = InWords(found, listed.at)
    context = {**_words_of(desk, request, found), "record": record, "facts": facts(record)}
    return TemplateResponse(request, "admin/booking/appointmentrequest/sheet.html", context)


def step(desk, request, found, *, name):
    if name not in DO:
        raise Http404
    form = form_of(name, request.POST, **_about(request, found))
    if not form.is_valid() and is_step_of(found, name):
        return show(desk, request, found, filled=(name, form))
    try:
        take_step(name, form)
    except (actions.Overtaken, actions.NotNow):
        found = desk.get_object(request, str(found.pk))
        if found is None:
            return gone(desk, request, name=name)
        trouble = trouble_with(name, form, found)
        if not was_pressed_twice(name, form, trouble):
            return show(desk, request, found, filled=(name, form), trouble=trouble)
    messages.success(request, DONE[name] % {"reference": found.reference})
    address = reverse("admin:booking_appointmentrequest_change", args=[found.pk])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def was_pressed_twice(name, form, trouble):
    """The same button, which asks nothing, by the same hand: it is done, and once."""
    own = [(form.colleague.get_username(), actions.STEPS[name].verb.label, "")]
    return trouble.lines == own and not form.visible_fields()


def gone(desk, request, *, name):
    """The answer to a step at what is not, or no longer, with the offices of the colleague.

    It shows nothing but what they typed themselves.
    """
    own = {field: words for field, words in request.POST.items() if field.startswith(f"{name}-")}
    own.pop(f"{name}-seen", None)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Not saved"),
        "opts": desk.opts,
        "typed": "\n".join(filter(None, own.values())),
    }
    template = "admin/booking/appointmentrequest/gone.html"
    return TemplateResponse(request, template, context, status=404)


def choices(desk, request, found, filled=None, trouble=None):
    if not desk.has_act_permission(request):
        return []
    sent_as, sent = filled or ("", None)
    made = []
    for name in _names_of_steps(found, request.user):
        form = form_of(name, **_about(request, found))
        kept = trouble.typed if trouble and name == "note" else ""
        if name == sent_as:
            form = _again(sent, found.version) if trouble else sent
        elif kept:
            form.initial["text"] = kept
        made.append(Choice(actions.STEPS[name], form, bool(kept) or name == sent_as))
    return made


def _names_of_steps(found, colleague):
    is_theirs = found.assigned_to_id == colleague.pk
    return [n for n in ORDER if is_step_of(found, n) and not (n == "take" and is_theirs)]


def _again(form, version):
    """The same answers once more, now knowing what the colleague did."""
    data = form.data.copy()
    data[form.add_prefix("seen")] = version
    return type(form)(data, prefix=form.prefix, **form.about)


def _about(request, found):
    return {"request": found, "colleague": request.user, "offices": offices_of(request)}


def trouble_with(name, form, found):
    """``found`` is the request as it is by now."""
    trouble = Trouble(changes_since(found, form.cleaned_data.get("seen", found.version)))
    trouble.is_own = {who for who, _what, _detail in trouble.lines} == {str(form.colleague)}
    trouble.is_gone = not is_step_of(found, name)
    if trouble.is_gone and is_step_of(found, "note"):
        trouble.typed = form.typed()
    return trouble


def changes_since(found, seen):
    """(who, what, detail) of each step since then: as many as the version has risen."""
    events = Event.objects.filter(reference=found.reference, verb__in=CHANGING)
    newest = list(events.order_by("-pk")[: max(found.version - seen, 0)])
    return [
        (NOT_COLLEAGUES.get(event.by, event.by), event.get_verb_display(), event.detail)
        for event in reversed(newest)
    ]


def facts(record):
    """All that the clinic's own records system asks for, as (label, words)."""
    request = record.request
    told = [
        (_("Reference"), request.reference),
        (_("Patient"), record.patient),
        (_("Asked by"), record.asked_by),
        (_("Phone"), request.phone),
        (_("Email"), request.email),
        (_("Reach by"), request.get_way_display()),
        (_("Best time"), request.get_best_time_display()),
        (_("Language"), record.speaks),
        (_("Been here"), record.before),
        (_("Wants"), record.wants),
        (_("Office"), request.office_name),
        (_("Suits"), record.suits),
        (_("Note"), request.note),
        (_("Received"), record.received),
        (_("Visit"), record.visit if record.has_visit else ""),
        (_("Number in our records"), request.record_number),
    ]
    return [(label, words) for label, words in told if words]


def as_text(record):
    return "\n".join(f"{label}: {words}" for label, words in facts(record))


def _words_of(desk, request, found):
    return {
        **desk.admin_site.each_context(request),
        "title": found.reference,  # browsers keep titles: never a name
        "opts": desk.opts,
        "query": request.GET.urlencode(),
    }


def _way_on(listed, pk):
    place, count, before, after = listed.neighbours(pk)
    return {"place": place, "count": count, "before": before, "after": after, "tab": listed.tab}


def _times(record, message):
    """When it was sent, and when it is tried again, in words."""
    sent = record.moment(message.sent_at) if message.sent_at else ""
    return sent, record.moment(message.next_try_at)
