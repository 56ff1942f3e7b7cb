"""A clinic's Q&A document becomes a draft: the same code as the command, with a look before."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from procedures.drafts import draft_of, write_draft
from procedures.importing import Kept, NoName, Refused, read_document, save
from procedures.importing.carrying import as_data, from_data
from procedures.importing.reading import MOST_BYTES
from procedures.importing.saving import (
    CREATED,
    REPLACED,
    UNCHANGED,
    add_conditions,
    address_of,
    reason_to_keep,
)
from procedures.importing.trying import try_out
from procedures.models import Procedure, Version, What
from procedures.models.content import content_of

from .beside import parts_of
from .uploads import InMemory

SALT = "procedures.admin.importing"
OPEN_FOR = 24 * 3600  # seconds between the look and the yes
CHANGE = "admin:procedures_procedure_change"
IMPORT = "admin:procedures_procedure_import"
NEEDED = ("procedures.add_procedure", "procedures.change_procedure", "procedures.add_condition")


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.text,.md,.markdown"}),
        help_text=gettext_lazy("Word (.docx), plain text or Markdown, 5 MB at most."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or its words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Copy them from Word or a web page and paste them here."),
    )
    page = forms.ModelChoiceField(
        Procedure.objects.all(),
        label=gettext_lazy("The page it belongs to"),
        required=False,
        empty_label=gettext_lazy("The page of the same name, or a new one"),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the procedure"),
        required=False,
        max_length=Procedure._meta.get_field("name").max_length,
        help_text=gettext_lazy("Empty: the name of that page, or as the document says."),
    )

    def clean(self):
        super().clean()
        if self.errors:
            return
        try:
            self.document = self.read()
            address_of(self.document, self.slug)
        except NoName as refused:
            words = _("Type the name here, in the letters a to z, or choose its page above.")
            self.add_error("name", f"{refused.sentence} {words}")
        except Refused as refused:
            field = "file" if self.cleaned_data.get("file") else "text"
            self.add_error(field, refused.sentence)

    def read(self):
        file, text = self.cleaned_data.get("file"), self.cleaned_data["text"]
        if bool(file) == bool(text):
            raise ValidationError(_("Choose a file, or paste the words: one of the two."))
        page = self.cleaned_data["page"]
        name = self.cleaned_data["name"] or (page.name if page else "")
        if file:
            return read_document(file.name, file.read(), name=name)
        return read_document("", text.encode(), name=name)

    @property
    def slug(self):
        page = self.cleaned_data["page"]
        return page.slug if page else ""

    def carried(self):
        page = self.cleaned_data["page"]
        data = {"document": as_data(self.document), "page": page.pk if page else None}
        return signing.dumps(data, salt=SALT, compress=True)


class WithImport:
    """For the admin of procedures: nothing is stored before the editor has looked and said yes."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("import/", wrap(self.import_view), name="procedures_procedure_import"),
            path("import/accept/", wrap(self.accept_view), name="procedures_procedure_accept"),
        ]
        return [*own, *super().get_urls()]

    # the check for forgery reads the form, so it comes once files have their handler
    @method_decorator(csrf_exempt)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def import_view(self, request):
        refuse_who_may_not_import(request.user)
        request.upload_handlers = [InMemory(request, MOST_BYTES + 1)]
        try:
            return self.read_view(request)
        except RequestDataTooBig:
            let_the_rest_go_by(request)
            words = _("The pasted text is too long: a Q&A document has a few pages.")
            messages.error(request, words)
            return redirect(IMPORT)

    @method_decorator(csrf_protect)
    def read_view(self, request):
        if request.method != "POST":
            return self.form_page(request, DocumentForm(initial={"page": request.GET.get("page")}))
        form = DocumentForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.form_page(request, form)
        return self.check_page(request, form.document, form.slug, form.carried())

    def form_page(self, request, form):
        context = {"form": form, "title": _("Import a document"), **self._around(request)}
        return TemplateResponse(request, "admin/procedures/procedure/import.html", context)

    def check_page(self, request, document, slug, carried, error=""):
        page = page_at(document, slug)
        trial = try_out(document, slug, keep_review=bool(page and page.is_published()))
        context = {
            "title": _("Look before you import"),
            "page": page,
            "is_public": bool(page and page.is_published()),
            "draft": draft_of(page) if page else None,
            "reason": why_kept(page),
            "error": error,
            "trial": trial,
            "parts": parts_of(page.document() if page else None, trial.document),
            "carried": carried,
            **self._around(request),
        }
        return TemplateResponse(request, "admin/procedures/procedure/import_check.html", context)

    def _around(self, request):
        return {**self.admin_site.each_context(request), "opts": self.opts}

    @method_decorator(require_POST)
    def accept_view(self, request):
        refuse_who_may_not_import(request.user)
        carried = request.POST.get("document", "")
        try:
            data = signing.loads(carried, salt=SALT, max_age=OPEN_FOR)
        except signing.BadSignature:
            messages.error(request, _("Nothing was imported. Please choose the document again."))
            return redirect(IMPORT)
        document, chosen = from_data(data["document"]), data["page"]
        slug = Procedure.objects.filter(pk=chosen).values_list("slug", flat=True).first() or ""
        if chosen and not slug:
            messages.error(request, _("Nothing was imported: the page you chose is gone."))
            return redirect(IMPORT)
        try:
            made = self.accept(request, document, slug, "replace" in request.POST)
        except Kept as kept:
            return self.check_page(request, document, slug, carried, kept.sentence)
        return redirect(CHANGE, made.pk)

    @transaction.atomic
    def accept(self, request, document, slug, replace):
        """The page, or the draft ahead of it, that has the words of the document now."""
        page = page_at(document, slug, Procedure.objects.select_for_update())
        if why_kept(page) and not replace:
            raise Kept(_("Nothing was imported: tick the box below if you want to replace it."))
        if page and page.is_published():
            return self.accept_ahead(request, document, page)
        if page:
            keep_what_is_there(page)
        result = save(document, slug=slug, replace=True)
        made = result.procedure
        said = {
            CREATED: _("Made the draft “%(name)s”. Readers do not see it yet."),
            UNCHANGED: _("Nothing changed: the draft “%(name)s” already says all this."),
            REPLACED: _("“%(name)s” is a draft with the words of the document now."),
        }.get(result.action, _("The draft “%(name)s” has the words of the document now."))
        messages.success(request, said % {"name": made})
        if result.action != UNCHANGED:
            Version.keep(made, request.user, What.IMPORTED)
            log = self.log_addition if result.action == CREATED else self.log_change
            log(request, made, _("Imported from a document."))
        return made

    def accept_ahead(self, request, document, page):
        add_conditions(document)
        content = try_out(document, page.slug, keep_review=True).content
        if content == content_of(page):
            words = _("Nothing changed: the page “%(name)s” already says all this.")
            messages.success(request, words % {"name": page})
            return page
        draft = write_draft(page, content, request.user, What.IMPORTED)
        self.log_change(request, page, _("Imported from a document into a draft."))
        words = _(
            "Made a draft of “%(name)s”. Readers go on seeing the public page until you publish it."
        )
        messages.success(request, words % {"name": page})
        return draft


def refuse_who_may_not_import(user):
    if not user.has_perms(NEEDED):
        raise PermissionDenied


def let_the_rest_go_by(request):
    """A browser that is cut off while it still sends shows its own error in place of ours."""
    while request.read(64 * 1024):
        pass


def page_at(document, slug, pages=Procedure.objects):
    return pages.filter(slug=address_of(document, slug)).with_rows().first()


def why_kept(page):
    """Why an import must not replace this page, or the draft ahead of it, by itself."""
    if page is None:
        return None
    if not page.is_published():
        return reason_to_keep(page)
    draft = draft_of(page)
    if draft and not is_as_imported(draft):
        return _("there is a draft ahead of it already")
    return None


def is_as_imported(draft):
    last = draft.draft_of.versions.first()
    return bool(last) and (last.what, last.content) == (What.IMPORTED, content_of(draft))


def keep_what_is_there(page):
    """Also what came by another road than the admin can be brought back."""
    last = page.versions.first()
    if last is None or last.content != content_of(page):
        Version.keep(page, "", What.SAVED)
