"""What is typed into a form, as patients would see it: saved, shown, and put back.

A press on “Preview” opens it in a new tab, so that the form stays as it is.
"""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import all_valid
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from procedures import pages
from procedures.context import public_offices
from procedures.models import Clinic

PREVIEW = "_preview"


class WithTrial:
    """For the admin of anything that public pages show; the first of its bases."""

    def pages_showing(self, record):
        """(title, address, template, context) of each public page on which it can be seen."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and PREVIEW in request.POST:
            record = object_id and self.get_object(request, unquote(object_id))
            if record or object_id is None:
                return self.preview(request, record)
        context = {"has_trial": True} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, context)

    def preview(self, request, record):
        is_allowed = self.has_change_permission if record else self.has_add_permission
        if not is_allowed(request, *([record] if record else [])):
            raise PermissionDenied
        form, formsets = self.typed(request, record)
        is_whole = all([form.is_valid(), all_valid(formsets)])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "opts": self.opts,
            "wrong": [] if is_whole else list(faults_of(form, formsets)),
            "shown": self.try_out(form, formsets) if is_whole else [],
        }
        return TemplateResponse(request, "admin/procedures/trial.html", context)

    def typed(self, request, record):
        Form = self.get_form(request, record, change=record is not None)
        form = Form(request.POST, request.FILES, instance=record)
        formsets = [
            FormSet(
                request.POST,
                instance=form.instance,
                prefix=FormSet.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for FormSet, inline in self.get_formsets_with_inlines(request, record)
        ]
        return form, formsets

    def try_out(self, form, formsets):
        """(title, page) as they would be; nothing of it stays."""
        with transaction.atomic():
            record = form.save()
            for formset in formsets:
                formset.save()
            fresh = type(record)._base_manager.get(pk=record.pk)
            around = {"clinic": Clinic.current(), "offices": public_offices(), "is_preview": True}
            shown = [
                (title, drawn(path, template, around | context))
                for title, path, template, context in self.pages_showing(fresh)
            ]
            transaction.set_rollback(True)
        return shown


def drawn(path, template, context):
    """Without the request: what it remembers of the clinic is what everybody sees."""
    context |= {"page_template": template, "request": {"path": path}}
    return render_to_string("pages/trial.html", context)


def home_page():
    return _("Home page"), "/", "pages/home.html", pages.home(Clinic.current())


def office_page(office):
    context = pages.office(office, Clinic.current())
    return office.name, office.get_absolute_url(), "pages/office.html", context


def faults_of(form, formsets):
    """(where, what is wrong) for all that would be refused."""
    yield from faults_in(form)
    for formset in formsets:
        rows = capfirst(formset.model._meta.verbose_name_plural)
        for number, row in enumerate(formset.forms, 1):
            for where, words in faults_in(row):
                yield f"{rows} {number}: {where}".removesuffix(": "), words
        for words in formset.non_form_errors():
            yield rows, words


def faults_in(form):
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for words in errors:
            yield capfirst(label), words
