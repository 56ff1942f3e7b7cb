"""The small forms of the steps, and what each does with its answers."""

import re
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.models import Condition, Procedure

from .. import actions
from ..business_time import is_open, next_open_day
from ..models import Reason
from ..offices_served import requests_seen_by

AHEAD = timedelta(days=366)
MINUTES = (15, 30, 45, 60, 90, 120)
ABBREVIATION = 3  # letters; a longer name is noticed also where more letters follow


class StepForm(forms.Form):
    """A step without questions; ``seen`` is the version that the colleague had before them."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, request, colleague, offices, **kwargs):
        """``request`` is the appointment request, ``offices`` are those the colleague serves."""
        self.about = {"request": request, "colleague": colleague, "offices": offices}
        self.request, self.colleague, self.offices = request, colleague, offices
        kwargs["initial"] = {"seen": request.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def answers(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def typed(self):
        """All that was typed, in words, so that nothing is lost if the step cannot be taken."""
        words = []
        for bound in self.visible_fields():
            value = bound.value()
            if isinstance(bound.field, forms.ChoiceField):
                labels = {str(choice): label for choice, label in bound.field.choices}
                value = labels.get(str(value), value)
            elif isinstance(bound.field, forms.BooleanField):
                value = _("yes") if value else ""
            if value:
                words.append(f"{bound.label}: {value}")
        return "\n".join(words)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class NoAnswerForm(StepForm):
    left_message = forms.BooleanField(label=gettext_lazy("I left a message"), required=False)
    try_again_on = forms.DateField(
        label=gettext_lazy("Try again on"),
        widget=DateInput,
        error_messages={
            "required": gettext_lazy("Enter the day on which you will try again."),
            "invalid": gettext_lazy("Enter a day, such as 2026-12-01."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["try_again_on"] = next_open_day(self.request.office, timezone.now())

    def clean_try_again_on(self):
        day = self.cleaned_data["try_again_on"]
        today = today_at(self.request.office)
        if not today <= day <= today + timedelta(days=90):
            raise forms.ValidationError(_("Enter a day from today on, within three months."))
        return day


class BookForm(StepForm):
    date = forms.DateField(
        label=gettext_lazy("Date"),
        widget=DateInput,
        error_messages={
            "required": gettext_lazy("Enter the day of the visit."),
            "invalid": gettext_lazy("Enter a day, such as 2026-12-01."),
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I:%M%p", "%I%p"],
        error_messages={
            "required": gettext_lazy("Enter the time of the visit."),
            "invalid": gettext_lazy("Enter a time, such as 9:30 am."),
        },
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long"), choices=[], coerce=int, initial=30
    )
    office = forms.TypedChoiceField(
        choices=[],
        label=gettext_lazy("Office"),
        error_messages={"required": gettext_lazy("Choose the office of the visit.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the patient"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Goes into the email as it is. Practical words only, such as “Bring your insurance"
            " card”. Nothing about health."
        ),
    )
    closed_is_fine = forms.BooleanField(
        label=gettext_lazy("Book it although the office is closed then"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].choices = [
            (minutes, _("%(n)d minutes") % {"n": minutes}) for minutes in MINUTES
        ]
        self.fields["office"].choices = [(office.pk, office.name) for office in self.offices]
        self.fields["office"].coerce = {str(each.pk): each for each in self.offices}.get
        self.initial |= {"office": self.request.office_id, "note": self.request.visit_note}
        if self.request.visit_at and self.request.office:
            local = self.request.visit_at.astimezone(self.request.office.zone)
            self.initial |= {"date": local.date(), "time": local.time()}
            self.initial["minutes"] = self.request.visit_minutes

    def clean_note(self):
        """Email is read by others: it names no procedure and no condition."""
        note = self.cleaned_data["note"].strip()
        if found := health_words(note):
            raise forms.ValidationError(
                _("Leave out “%(word)s”: email is not private. Say it on the phone instead."),
                params={"word": found},
            )
        return note

    def clean(self):
        cleaned = super().clean()
        date, time, office = (cleaned.get(name) for name in ("date", "time", "office"))
        if date and time and office:
            visit_at = datetime.combine(date, time, office.zone)
            if not timezone.now() < visit_at < timezone.now() + AHEAD:
                self.add_error("date", _("Enter a time to come, within a year."))
            elif not is_open(office, date, time):
                self._ask_about_closed(office, cleaned.get("closed_is_fine"))
            cleaned["visit_at"] = visit_at
        return cleaned

    def _ask_about_closed(self, office, is_ticked):
        """The box stays in sight, so that its tick is kept while something else is corrected."""
        self.fields["closed_is_fine"].widget = forms.CheckboxInput()
        if not is_ticked:
            words = _("%(office)s is closed then. Choose another time, or tick the box below.")
            self.add_error("time", words % {"office": office.name})

    def answers(self):
        names = ("office", "visit_at", "minutes", "note")
        return {name: self.cleaned_data[name] for name in names}


class CloseForm(StepForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=Reason,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the reason.")},
    )
    duplicate_of = forms.CharField(
        label=gettext_lazy("If it is a duplicate: reference of the other request"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") != Reason.DUPLICATE:
            cleaned["duplicate_of"] = ""
        elif other := self._other(cleaned.get("duplicate_of", "")):
            cleaned["duplicate_of"] = other.reference
        else:
            self.add_error(
                "duplicate_of", _("Enter the reference of another request of your offices.")
            )
        return cleaned

    def _other(self, typed):
        letters = "".join(sign for sign in typed.upper() if sign.isalnum())
        known = requests_seen_by(self.colleague).exclude(pk=self.request.pk).only("reference")
        return known.filter(reference=f"{letters[:4]}-{letters[4:]}").first()


class NoteForm(StepForm):
    text = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only staff read it. It is erased with the request."),
        error_messages={"required": gettext_lazy("Write the note.")},
    )


class NumberForm(StepForm):
    number = forms.CharField(
        label=gettext_lazy("Number in our records"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Where the patient is found in the clinic's own records system."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["number"] = self.request.record_number


FORMS = {
    "no_answer": NoAnswerForm,
    "book": BookForm,
    "close": CloseForm,
    "note": NoteForm,
    "number": NumberForm,
}
DO = {
    "take": actions.take,
    "no_answer": actions.no_answer,
    "book": actions.book,
    "finish": actions.finish,
    "close": actions.close,
    "reopen": actions.reopen,
    "mark_spam": actions.mark_spam,
    "restore": actions.restore_from_spam,
    "note": actions.add_note,
    "number": actions.note_number,
}
ALWAYS = {"note"}  # it overtakes nobody


def form_of(step, *args, **kwargs):
    return FORMS.get(step, StepForm)(*args, prefix=step, **kwargs)


def take_step(step, form):
    """Raises ``actions.Overtaken`` and ``actions.NotNow``; then nothing was done."""
    if not is_step_of(form.request, step):
        raise actions.NotNow
    seen = None if step in ALWAYS else form.cleaned_data["seen"]
    return DO[step](request=form.request, by=form.colleague, seen=seen, **form.answers())


def today_at(office):
    zone = office.zone if office else timezone.get_default_timezone()
    return timezone.now().astimezone(zone).date()


def health_words(text):
    """The first name of a procedure or condition of this clinic that the text says, or ""."""
    if not text:
        return ""
    said = _plain(text)
    return next((name.strip() for name in _health_names() if _is_said(_plain(name), said)), "")


def _health_names():
    for model in (Procedure, Condition):
        for names in model.objects.values_list("name", "other_names"):
            yield from "\n".join(names).splitlines()


def _is_said(name, said):
    letters = name.strip()
    return letters and (name if len(letters) <= ABBREVIATION else name.rstrip()) in said


def _plain(text):
    """Small letters, one space around each word."""
    words = re.findall(r"\w+", text.casefold())
    return f" {' '.join(words)} "


def is_step_of(request, step):
    return step in DO and request.status in actions.STEPS[step].froms
