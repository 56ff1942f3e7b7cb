"""The public form: what is asked, in which words, and what makes an answer a good one.

``cleaned_data`` of a valid form is exactly what ``actions.receive`` takes as ``details``.
"""

from copy import copy

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import half_days
from .emails import meant_email
from .form_fields import ANY_TIME, Asked, Boxes, HalfDays, Name, Offered, Words, one_of
from .models import BestTime, For, Language, Returning, Way
from .phones import Reading, read_phone
from .typed import check_unbroken

TRAP = "subject"  # people do not see it, and browsers have nothing to fill in there
QUESTION = "question"  # code of an error that sending again answers with yes
ALTERED = ("procedure", "office", "half_days")  # by what is offered
PHONE_LENGTH, LANGUAGE_LENGTH, NOTE_LENGTH = 60, 60, 500


class RequestForm(forms.Form):
    use_required_attribute = False  # errors come after sending, in our own words
    bound_field_class = Asked

    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    asked = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    subject = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
        required=False,
    )

    procedure = Offered(
        label=gettext_lazy("What is the visit about?"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Choose a procedure, or “I’m not sure yet”.")
        },
    )
    office = one_of(
        [], gettext_lazy("Choose an office"), Offered, label=gettext_lazy("Which office?")
    )
    half_days = HalfDays(
        label=gettext_lazy("When could you come?"),
        widget=Boxes,
        error_messages={"required": gettext_lazy("Choose at least one time that suits you")},
    )

    for_whom = one_of(
        For.choices,
        gettext_lazy("Choose who the visit is for"),
        label=gettext_lazy("Who is the visit for?"),
    )
    patient_name = Name(
        label=gettext_lazy("Full name of the person you care for"),
        help_text=gettext_lazy("Only if the visit is not for you"),
        autocomplete="off",
        required=False,
    )
    returning = one_of(
        [
            (Returning.NEW.value, gettext_lazy("No, a new patient")),
            (Returning.RETURNING.value, gettext_lazy("Yes, seen here before")),
        ],
        gettext_lazy("Choose whether the patient has been here before"),
        label=gettext_lazy("Has the patient been here before?"),
    )

    name = Name(
        label=gettext_lazy("Your full name"),
        autocomplete="name",
        error_messages={"required": gettext_lazy("Enter your full name")},
    )
    phone = Words(
        label=gettext_lazy("Your phone number"),
        help_text=gettext_lazy("We only use it to arrange this visit"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": gettext_lazy("Enter your phone number")},
        most=PHONE_LENGTH,
        too_long=gettext_lazy("Enter one phone number, like (202) 555-0134"),
    )
    way = one_of(
        Way.choices,
        gettext_lazy("Choose how we should reach you"),
        label=gettext_lazy("How should we reach you?"),
    )
    best_time = forms.ChoiceField(
        label=gettext_lazy("When can we reach you?"),
        choices=BestTime.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose when we can reach you")
        ),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email (optional)"),
        help_text=gettext_lazy("For a receipt. It will not say what the visit is about."),
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        required=False,
        max_length=None,
        error_messages={"invalid": gettext_lazy("Enter an email address like name@example.com")},
    )
    language = one_of(
        Language.choices,
        gettext_lazy("Choose the language to talk in"),
        label=gettext_lazy("Which language should we talk in?"),
    )
    other_language = Words(
        label=gettext_lazy("Which other language?"),
        help_text=gettext_lazy("Only if you need an interpreter. It costs you nothing."),
        widget=forms.TextInput({"autocomplete": "off"}),
        required=False,
        most=LANGUAGE_LENGTH,
        too_long=gettext_lazy("Name one language in up to %(most)d characters"),
    )

    note = Words(
        label=gettext_lazy("Anything we should know? (optional)"),
        help_text=gettext_lazy(
            "Please leave out medical details that we do not need to book your visit. "
            "Up to 500 characters."
        ),
        widget=forms.Textarea({"rows": 4}),
        required=False,
        most=NOTE_LENGTH,
        too_long=gettext_lazy(
            "A note can have up to %(most)d characters. Yours has %(typed)d. Please shorten it."
        ),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I agree that you contact me about this request"),
        error_messages={
            "required": gettext_lazy("Tick the box to let us contact you about this request")
        },
    )

    def __init__(self, data=None, *, offer, initial=None):
        super().__init__(data, initial=initial)
        self.offer, self.meant = offer, {}
        source = self.data if self.is_bound else self.initial
        self.chosen_office = offer.offices.get(source.get("office"))
        self.offered = offer.half_days_at(source.get("office"))
        self.fields["procedure"].offered = offer.procedures
        self.fields["office"].offered = offer.offices

    def _closed(self, chosen):
        return [each for each in half_days.in_order(chosen) if each not in self.offered]

    # ---- how it looks ----

    @property
    def helper(self):
        self._show_what_is_offered()
        helper = FormHelper()
        helper.form_action = reverse("booking:book")
        helper.form_class = "form"
        helper.attrs = {"novalidate": ""}
        helper.layout = Layout(
            "ticket",
            "asked",
            Field(TRAP, template="clinic/trap.html"),
            Fieldset(_("Your visit"), "procedure", "office", *self._times()),
            Fieldset(_("The patient"), "for_whom", "patient_name", "returning"),
            Fieldset(
                _("How to reach you"),
                "name", "phone", "way", "best_time", Field("email", template="booking/email.html"),
                "language", "other_language",
            ),
            Fieldset(_("Before you send"), "note", Field("agree", template="booking/agree.html")),
            Submit("send", _("Send my request")),
        )  # fmt: skip
        return helper

    def _show_what_is_offered(self):
        self.fields["procedure"].choices = list(self._procedures())
        if not self.offer.lists_all:
            self.fields["procedure"].help_text = _(
                "To ask for another procedure, choose “Book online” on its page."
            )
        self.fields["office"].choices = self._offices()
        self.fields["half_days"].choices = list(self._half_days())
        self.fields["half_days"].help_text = " ".join(self._about_times())

    def _procedures(self):
        yield "", _("I’m not sure yet")
        yield from ((slug, procedure.name) for slug, procedure in self.offer.procedures.items())

    def _offices(self):
        return [(slug, office_label(office)) for slug, office in self.offer.offices.items()]

    def _half_days(self):
        yield ANY_TIME, _("Any of these times")
        yield from ((each, half_days.in_words(each)) for each in self.offered)

    def _about_times(self):
        yield _("Choose every time that suits you.")
        if self.chosen_office is None:
            yield _("No office is chosen yet: these are the times of all our offices.")
        elif len(self.offer.offices) > 1:
            yield _("These are the times of %(office)s.") % {"office": self.chosen_office}
        if gone := self._closed(self.initial.get("half_days", [])):
            yield _("We took off %(times)s: closed there.") % {"times": in_a_row(gone)}

    def _times(self):
        grid = Field("half_days", template="clinic/grid_when.html")
        if len(self.offer.offices) < 2:
            return [grid]
        here = f"{reverse('booking:book')}#id_half_days_0"
        words = _("Show times for this office")
        return [Submit("show_times", words, css_class="btn--quiet", formaction=here), grid]

    def week(self):
        """Rows of the table: a day and its two boxes, None where no chosen office is open."""
        boxes = {box.data["value"]: box for box in self["half_days"].subwidgets}
        days = {
            half_day[:3]: half_days.day_in_words(half_day) for half_day in boxes if "-" in half_day
        }
        return [
            (words, [boxes.get(f"{day}-{half}") for half in ("am", "pm")])
            for day, words in days.items()
        ]

    def only_questions(self):
        """Nothing is wrong; something is worth a second look."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return codes == {QUESTION}

    def asked_about(self):
        """Names of the fields where the only thing to say is a question."""
        return [name for name in self.errors if self.has_error(name, QUESTION)]

    # ---- what makes an answer a good one ----

    def clean_procedure(self):
        return self.offer.procedures.get(self.cleaned_data["procedure"])

    def clean_office(self):
        return self.offer.offices[self.cleaned_data["office"]]

    def clean_half_days(self):
        chosen = self.cleaned_data["half_days"]
        if ANY_TIME in chosen:
            return self.offered
        if self.chosen_office and (closed := self._closed(chosen)):
            words = {"office": self.chosen_office, "times": in_a_row(closed)}
            message = _("%(office)s is closed on %(times)s. Please check your other times")
            raise ValidationError(message % words)
        suits = half_days.in_order(chosen)
        if not suits:
            raise ValidationError(self.fields["half_days"].error_messages["required"])
        return suits

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        reading = read_phone(phone)
        if reading is Reading.UNREADABLE:
            raise ValidationError(_("Enter a phone number with area code, like (202) 555-0134"))
        if reading is Reading.ODD:
            self._ask(phone, _("Is this phone number right? If it is, send your request again"))
        return phone

    def clean_email(self):
        email = self.cleaned_data["email"]
        check_unbroken(email)
        if meant := meant_email(email):
            self.meant["email"] = meant
            question = _("Did you mean %(meant)s? If not, send your request again as it is")
            self._ask(email, question % {"meant": meant})
        return email

    def _ask(self, value, question):
        """Once for each value: sending the same again means yes."""
        if value not in self.data.getlist("asked"):
            self.data.appendlist("asked", value)
            raise ValidationError(question, code=QUESTION)

    def clean(self):
        answers = self.cleaned_data
        self._need(
            "patient_name",
            answers.get("for_whom") == For.OTHER,
            _("Enter the full name of the person you care for"),
        )
        self._need(
            "email",
            answers.get("way") == Way.EMAIL,
            _("Enter your email address, so that we can write to you"),
        )
        self._need(
            "other_language",
            answers.get("language") == Language.OTHER,
            _("Enter the language you need"),
        )
        return {} if self.errors else self._details()

    def _need(self, name, is_needed, message):
        if is_needed and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)

    def _details(self):
        """As the house stores it: the patient's name, and who asks if that is another person."""
        details = dict(self.cleaned_data)
        for name in ("ticket", "asked", TRAP, "agree"):
            del details[name]
        patient = details.pop("patient_name")
        asks_for_other = details["for_whom"] == For.OTHER
        details["carer_name"] = details["name"] if asks_for_other else ""
        details["name"] = patient if asks_for_other else details["name"]
        if details["language"] != Language.OTHER:
            details["other_language"] = ""
        return details


class Fields(dict):
    """To copy the fields for each form takes longer than to judge what was typed: each has its own
    of those that it alters, and the others are everybody's.
    """

    def __deepcopy__(self, memo):
        return {name: own(field) if name in ALTERED else field for name, field in self.items()}


def own(field):
    field = copy(field)
    field.widget = copy(field.widget)
    return field


RequestForm.base_fields = Fields(RequestForm.base_fields)


def in_a_row(times):
    return get_text_list([half_days.in_words(each) for each in times], _("and"))


def office_label(office):
    place = ", ".join(filter(None, [office.street, office.city]))
    return format_html('{} <span class="option__more">{}</span>', office.name, place)


def kept(typed):
    """Typed words as the start of a form that has not been judged yet."""
    lists = ("half_days", "asked")
    return {name: typed.getlist(name) if name in lists else typed[name] for name in typed}
