"""Two colleagues have the same form open: the second to save is told, and loses no word.

The form carries what it was opened with. Once somebody saved since, nothing is written: the form
comes back as typed, and a second press saves over it knowingly. Opening it says who else has it
open.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CharField
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from procedures.models import OpenForm, Procedure
from procedures.models.rich_text import plain_text
from procedures.restoring import page_of
from procedures.search.index import held

from .answers import AnswerField
from .drafts import AS_DRAFT
from .joining import join_rows
from .meanwhile import content_as_opened, note_theirs, saves_since

OPENED_WITH = "opened_with"


class Held:
    """For a form that is shown again as it was typed, and not saved."""

    def is_valid(self):
        super().is_valid()
        return False


class WithNotice:
    """For the admin of anything with a history; the first of its bases."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            record = self.get_object(request, unquote(object_id))
            context = {OPENED_WITH: record and Opened.now(record)} | (extra_context or {})
            if record and self.has_change_permission(request, record):
                context["also_open"] = OpenForm.opened(record, str(request.user))
            return super().changeform_view(request, object_id, form_url, context)
        with transaction.atomic(), held():
            return self.save_or_tell(request, object_id, form_url, extra_context or {})

    def save_or_tell(self, request, object_id, form_url, extra_context):
        record = self.get_object(request, unquote(object_id))
        opened = Opened.read(request.POST.get(OPENED_WITH, ""))
        if record is None and opened:
            return self.give_words_back(request, opened)
        if record is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        now = Opened.now(lock(record))
        context = {OPENED_WITH: now}
        if opened and opened != now:
            context |= self.told(request, record, opened)
            self.hold(request, record)
        response = super().changeform_view(request, object_id, form_url, context | extra_context)
        if response.status_code == 302:
            OpenForm.closed(record, str(request.user))
        return response

    def told(self, request, record, opened):
        return {
            "is_overtaken": True,
            "saves": saves_since(record, opened.version, request.user, self.difference),
            "as_opened": content_as_opened(record, opened.version),
        }

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("is_overtaken"):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            note_theirs(self.model, context["adminform"].form, formsets, context["as_opened"])
        return super().render_change_form(request, context, *args, **kwargs)

    def hold(self, request, record):
        request.is_held, request.POST = True, request.POST.copy()
        request.POST.pop(AS_DRAFT, None)  # it would be shown with the status of a draft
        for formset in self.saved_rows(request, record):
            if f"{formset.prefix}-TOTAL_FORMS" in request.POST:
                join_rows(request.POST, formset)

    def saved_rows(self, request, record=None):
        for FormSet, inline in self.get_formsets_with_inlines(request, record):
            prefix, queryset = FormSet.get_default_prefix(), inline.get_queryset(request)
            yield FormSet(instance=record, prefix=prefix, queryset=queryset)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        is_held = getattr(request, "is_held", False)
        return type(form)(form.__name__, (Held, form), {}) if is_held else form

    def give_words_back(self, request, opened):
        """Somebody deleted it meanwhile, or it was a draft that is published or discarded."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("This is not there any more"),
            "opts": self.opts,
            "page": Procedure.objects.filter(pk=opened.page).first(),
            "words": list(self.words_typed(request)),
        }
        template = "admin/procedures/procedure/gone.html"
        return TemplateResponse(request, template, context, status=404)

    def words_typed(self, request):
        """(label, text) of every text in the form."""
        fields = self.get_form(request)().fields
        yield from texts_of(fields, "", request.POST)
        for formset in self.saved_rows(request):
            rows = formset.model._meta.verbose_name_plural
            for number in range(formset.absolute_max):
                if f"{formset.prefix}-{number}-{formset.model._meta.pk.name}" not in request.POST:
                    break
                for label, text in texts_of(
                    formset.empty_form.fields, f"{formset.prefix}-{number}-", request.POST
                ):
                    yield f"{capfirst(rows)} {number + 1}: {label}", text


def texts_of(fields, prefix, posted):
    for name, asked in fields.items():
        text = posted.get(prefix + name, "")
        text = plain_text(text) if isinstance(asked, AnswerField) else text
        if isinstance(asked, CharField) and text.strip():
            yield capfirst(asked.label), text


@dataclass(frozen=True)
class Opened:
    """What a record was when its form was opened."""

    changed: int
    version: int
    page: int = field(compare=False)  # of a draft: the page that it is ahead of

    def __str__(self):
        return f"{self.changed}-{self.version}-{self.page}"

    @classmethod
    def now(cls, record):
        page = page_of(record)
        version = page.versions.order_by("-pk").first()
        return cls(
            (record.changed_at - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1),
            version.pk if version else 0,
            page.pk if isinstance(page, Procedure) else 0,
        )

    @classmethod
    def read(cls, words):
        parts = words.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        return cls(*(int(part[:18]) for part in parts))


def lock(record):
    """As it is now; a colleague who saves in the same moment waits."""
    rows = type(record)._base_manager.select_for_update(of=("self",))
    list(rows.filter(pk=page_of(record).pk).order_by())
    return rows.get(pk=record.pk)
