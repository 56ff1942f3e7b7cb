"""Two colleagues have the same form open: the second to save is told, and loses no word.

The form carries what it was opened with. Once somebody saved since, nothing is written: the form
comes back as typed, and a second press saves over it knowingly.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CharField
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from procedures.models import Procedure, Version, What
from procedures.models.content import LINKS, ROWS, fields_of

from .drafts import AS_DRAFT
from .joining import join_rows

OPENED_WITH = "opened_with"
OF_A_DRAFT = {What.DRAFTED, What.SCHEDULED, What.DELETED}


class Held:
    """For a form that is shown again as it was typed, and not saved."""

    def is_valid(self):
        super().is_valid()
        return False


class WithNotice:
    """For the admin of anything with ``changed_at``; the first of its bases."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            record = self.get_object(request, unquote(object_id))
            context = {OPENED_WITH: record and Opened.now(record)} | (extra_context or {})
            return super().changeform_view(request, object_id, form_url, context)
        with transaction.atomic():
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
            context |= {"overtaken": saves_since(record, opened, request.user)}
            self.hold(request, record)
        return super().changeform_view(request, object_id, form_url, context | extra_context)

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
        if isinstance(asked, CharField) and text.strip():
            yield capfirst(asked.label), text


@dataclass(frozen=True)
class Opened:
    """What a record was when its form was opened."""

    changed: int
    version: int
    page: int = field(compare=False)  # of a draft: the page that it is ahead of
    entry: int = field(compare=False)

    def __str__(self):
        return f"{self.changed}-{self.version}-{self.page}-{self.entry}"

    @classmethod
    def now(cls, record):
        page = page_of(record)
        version = page and Version.objects.filter(procedure=page).order_by("-pk").first()
        entry = entries_of(record).first()
        return cls(
            (record.changed_at - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1),
            version.pk if version else 0,
            page or 0,
            entry.pk if entry else 0,
        )

    @classmethod
    def read(cls, words):
        parts = words.split("-")
        if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        return cls(*(int(part[:18]) for part in parts))


def page_of(record):
    return isinstance(record, Procedure) and (record.draft_of_id or record.pk)


def lock(record):
    """As it is now; a colleague who saves in the same moment waits."""
    rows = type(record)._base_manager.select_for_update(of=("self",))
    list(rows.filter(pk=page_of(record) or record.pk).order_by())
    return rows.get(pk=record.pk)


def entries_of(record):
    return LogEntry.objects.filter(
        content_type=get_content_type_for_model(record), object_id=str(record.pk)
    ).order_by("-pk")


def saves_since(record, opened, user):
    """Who saved, when, and what they changed, the first on top."""
    kept, logged = list(versions_since(record, opened)), list(entries_since(record, opened))
    saves = (kept or logged) if opened.version else (logged or kept)  # the first has no other
    return [{**save, "is_own": save["who"] == str(user)} for save in saves] or [
        {"who": _("Somebody"), "at": record.changed_at, "what": ""}
    ]


def entries_since(record, opened):
    for entry in entries_of(record).filter(pk__gt=opened.entry).select_related("user")[::-1]:
        who, what = str(entry.user), entry.get_change_message()
        yield {"who": who, "at": entry.action_time, "what": what}


def versions_since(record, opened):
    versions = Version.objects.filter(procedure=page_of(record) or None).order_by("pk")
    for version in versions.filter(pk__gt=opened.version):
        changed = changed_names(version_before(version, versions), version)
        what = f"{version.get_what_display()}."
        if changed:
            what += " " + _("Changed: %(names)s.") % {"names": ", ".join(changed)}
        yield {"who": version.by, "at": version.at, "what": what}


def version_before(version, versions):
    """The last one of the same side, page or draft; a draft's first one came from its page."""
    earlier = [each for each in versions if each.pk < version.pk][::-1]
    is_draft = version.what in OF_A_DRAFT
    same = (each for each in earlier if (each.what in OF_A_DRAFT) == is_draft)
    return next(same, earlier[0] if earlier else None)


def changed_names(before, after):
    """The parts of the form that two versions differ in."""
    if before is None:
        return []
    meta = Procedure._meta
    names = {field.name: field.verbose_name for field in fields_of(Procedure)}
    names |= {name: meta.get_field(name).related_model._meta.verbose_name_plural for name in ROWS}
    names |= {name: meta.get_field(name).verbose_name for name in LINKS}
    return [
        str(label)
        for name, label in names.items()
        if before.content.get(name) != after.content.get(name)
    ]
