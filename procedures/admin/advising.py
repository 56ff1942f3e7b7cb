"""Checks beside the text: what would make a page easier to read, and what it still lacks.

The form asks for all of its texts when it is opened or saved, and, where script is on, for the one
text that somebody is typing. Nothing that is asked is kept.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import Resolver404, path, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from procedures.advice import HARDEST_GRADE, advice_on, links_in, on_picture
from procedures.context import clinic_of
from procedures.models import (
    Condition,
    Frequency,
    Milestone,
    Office,
    OldAddress,
    Procedure,
    Question,
    SideEffect,
    Status,
    Step,
    Urgency,
    WarningSign,
)
from procedures.models.procedure import missing_kinds, missing_lists
from procedures.models.question import REQUIRED_KINDS
from procedures.models.rich_text import addresses_in, plain_text
from procedures.reading_grade import grade

LONGEST_TEXT = 20_000
# the rows with a text for patients: the field of that text, and the one that names the row
TEXTS = {
    Question: ("answer", "question"),
    Step: ("text", "title"),
    Milestone: ("text", "when"),
    SideEffect: ("text", "frequency"),
    WarningSign: ("text", "urgency"),
}
PAGES = {
    "procedures:procedure": Procedure,
    "procedures:condition": Condition,
    "procedures:office": Office,
}


@dataclass
class Text:
    """One text of the form, where it stands, and the words that readers see before it."""

    id: str
    place: str
    text: str
    lead: str = ""
    leads_to: tuple = ()  # the addresses of the links in it

    @classmethod
    def of_answer(cls, id, place, html):
        return cls(id, place, plain_text(html), leads_to=tuple(addresses_in(html)))

    @cached_property
    def whole(self):
        return f"{self.lead} {self.text}" if self.lead and self.text.strip() else self.text

    @cached_property
    def links(self):
        return links_in("\n".join([self.text, *self.leads_to]), settings.SITE_URL)


class WithAdvice:
    """For the admin of procedures. Advice holds up nothing."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.advice_view)
        return [path("advice/", view, name="procedures_procedure_advice"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if self.has_change_permission(request, obj) or (add and self.has_add_permission(request)):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            advice = advice_for_form(request, context["adminform"].form, formsets, obj)
            is_to_be_public = value_of(context["adminform"].form, "status") == Status.PUBLISHED
            is_refused = bool(context["errors"]) and is_to_be_public
            context["advice"] = advice | {"is_refused": is_refused}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.advice = advice_for_form(request, form, formsets, form.instance)

    def response_post_save_add(self, request, obj):
        self.say_advice(request, obj)
        return super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        self.say_advice(request, obj)
        return super().response_post_save_change(request, obj)

    def say_advice(self, request, page):
        """To those who leave the form, and would not see it."""
        count = request.advice["count"]
        if count:
            said = ngettext(
                "“%(name)s”: %(n)d point would make it easier to read.",
                "“%(name)s”: %(n)d points would make it easier to read.",
                count,
            ) % {"name": page, "n": count}
            address = reverse("admin:procedures_procedure_change", args=[page.pk]) + "#advice"
            link = format_html('<a href="{}">{}</a>', address, _("See the advice"))
            messages.info(request, format_html("{} {}", said, link))

    @method_decorator(require_POST)
    def advice_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        sent = {name: request.POST.get(name, "")[:LONGEST_TEXT] for name in ("text", "names")}
        if request.POST.get("field") == "answer":
            text = Text.of_answer("", "", sent["text"])
        else:
            text = Text("", "", sent["text"], words_for(Urgency, request.POST.get("urgency")))
        found = advice_on(text.whole, sent["names"], nowhere(request, text.links))
        return JsonResponse({"advice": [asdict(advice) for advice in found]})


def advice_for_form(request, form, formsets, page):
    """What the form holds, as saved or as typed: read off the form, so that ids are its own."""
    texts = [*texts_of_page(form), *(text for rows in formsets for text in texts_of_rows(rows))]
    names = "\n".join(value_of(form, name) for name in ("name", "other_names"))
    wrong = nowhere(request, [link for text in texts for link in text.links])
    found = [
        (text, advice_on(text.whole, names, [link for link in text.links if link in wrong]))
        for text in texts
    ]
    found += advice_on_picture(form)
    reads = grade("\n\n".join(text.whole for text in texts))
    return {
        "grade": max(reads, 0),
        "is_hard": reads > HARDEST_GRADE,
        "most": HARDEST_GRADE,
        "missing": missing_in(request, form, formsets, page),
        "texts": [(text, advice) for text, advice in found if advice],
        "count": sum(len(advice) for _text, advice in found),
    }


def texts_of_page(form):
    for name in ("summary", "safety_notice"):
        if name in form.fields:
            yield Text(form[name].auto_id, capfirst(form[name].label), value_of(form, name))


def advice_on_picture(form):
    """Nothing as long as there is no picture."""
    if "picture_alt" in form.fields and has_picture(form):
        text = Text(form["picture_alt"].auto_id, _("Picture"), value_of(form, "picture_alt"))
        yield text, list(filter(None, [on_picture(text.text)]))


def has_picture(form):
    has_one = form.instance.picture or form["picture_file"].value()
    return bool(has_one) and not form["picture_remove"].value()


def texts_of_rows(formset):
    if formset.model not in TEXTS:
        return
    field, heading = TEXTS[formset.model]
    kind = capfirst(formset.model._meta.verbose_name)
    for form in rows_left(formset):
        words = value_of(form, heading)
        lead = words_for(Urgency, words) if heading == "urgency" else ""
        shown = lead or words_for(Frequency, words) or Truncator(words).chars(60)
        place = _("%(kind)s: %(row)s") % {"kind": kind, "row": shown} if shown else kind
        if field == "answer":
            yield Text.of_answer(form[field].auto_id, place, value_of(form, field))
        else:
            yield Text(form[field].auto_id, place, value_of(form, field), lead)


def rows_left(formset):
    """Without those that somebody has ticked to be deleted."""
    return [form for form in formset.forms if not (formset.can_delete and form["DELETE"].value())]


def value_of(form, name):
    return str(form[name].value() or "") if name in form.fields else ""


def words_for(choices, value):
    return str(choices(value).label) if value in choices.values else ""


def missing_in(request, form, formsets, page):
    """What the publishing rule still asks for, each with the place in the form that gives it."""
    found = []
    if not value_of(form, "summary").strip():
        found.append((_("a summary"), "#id_summary"))
    if "picture_alt" in form.fields and has_picture(form) and not value_of(form, "picture_alt"):
        found.append((_("the picture in words"), "#id_picture_alt"))
    rows = {formset.model: (formset.prefix, rows_left(formset)) for formset in formsets}
    found += missing_answers(*rows.get(Question, ("questions", [])))
    prefix, signs = rows.get(WarningSign, ("warning_signs", []))
    given = {value_of(sign, "urgency") for sign in signs if value_of(sign, "text").strip()}
    found += [(words, f"#{prefix}-group") for words in missing_lists(given)]
    if not (page and page.reviewed_on) and clinic_of(request).require_review:
        name = "admin:procedures_procedure_review"
        found.append((_("a review by a clinician"), page and reverse(name, args=[page.pk])))
    return found


def missing_answers(prefix, questions):
    """An empty answer of the kind is the place to write it; without one, the questions are."""
    answered = {
        value_of(each, "kind") for each in questions if plain_text(value_of(each, "answer"))
    }
    empty = {value_of(each, "kind"): f"#{each['answer'].auto_id}" for each in questions}
    for kind in REQUIRED_KINDS:
        for words in missing_kinds(set(REQUIRED_KINDS) - {kind} | answered):
            yield words, empty.get(kind, f"#{prefix}-group")


def nowhere(request, links):
    """The links that lead to no page: some few queries, however many they are."""
    wanted = {link: resolved(link) for link in links}
    wrong = {link for link, match in wanted.items() if match is None}
    for name, model in PAGES.items():
        wrong |= without_page(wanted, name, lambda slugs, model=model: public(model, slugs))
    notices = [name for name, _title, _text in clinic_of(request).notices()] if links else []
    wrong |= without_page(wanted, "procedures:notice", lambda _slugs: notices)
    if not wrong:
        return []
    moved = OldAddress.objects.filter(path__in=wrong).exclude(leads_to="")
    return sorted(wrong - set(moved.values_list("path", flat=True)))


def resolved(link):
    try:
        return resolve(link if link.endswith("/") or "." in link else f"{link}/")
    except Resolver404:
        return None


def without_page(wanted, name, there):
    asked = {
        link: match.kwargs["slug"]
        for link, match in wanted.items()
        if match and match.view_name == name
    }
    found = set(there(list(asked.values()))) if asked else set()
    return {link for link, slug in asked.items() if slug not in found}


def public(model, slugs):
    return model.objects.published().filter(slug__in=slugs).values_list("slug", flat=True)
