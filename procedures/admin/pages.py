"""What procedures, conditions and offices have in common: each is a page with its own address."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from procedures.models import OldAddress, Origin

from .text import text_fields


class PageList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return self.model_admin.with_content(super().get_queryset(request, exclude_parameters))


class PageAdmin(admin.ModelAdmin):
    """The form's object already holds what was typed, also when it was refused. So whatever
    depends on what readers see asks the database."""

    actions = ["adopt"]
    readonly_fields = ["origin_in_words", "changed"]
    formfield_overrides = text_fields(rows=3)
    list_per_page = 50
    save_on_top = True

    def with_content(self, queryset):
        """The rows that ``content()`` reads, in a constant number of queries."""
        return queryset

    def had_readers(self, page):
        """Whether the page is or was public, so that its address may be known."""
        return page.is_published()

    def public(self, page):
        return self.model.objects.published().filter(pk=page.pk).first()

    def get_changelist(self, request, **kwargs):
        return PageList

    @admin.display(description=_("origin"), ordering="origin")
    def origin_in_words(self, page):
        return page.origin_in_words()

    @admin.display(description=_("changed"), ordering="changed_at")
    def changed(self, page):
        return page.changed_at

    def view_on_site(self, page):
        public = self.public(page)
        return public and public.get_absolute_url()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}

    def get_actions(self, request):
        """Pages are deleted one at a time, each after a look at what goes with it."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Mark as our own content"), permissions=["change"])
    @transaction.atomic
    def adopt(self, request, queryset):
        """For sample content that staff have made theirs: removing the samples leaves it alone."""
        for page in queryset:
            page.origin, page.origin_fingerprint = Origin.STAFF, ""
            page.save(update_fields=["origin", "origin_fingerprint"])
            self.log_change(request, page, _("Marked as our own content."))
        done = len(queryset)
        words = ngettext("%(n)d page is now your own.", "%(n)d pages are now your own.", done)
        messages.success(request, words % {"n": done})

    def has_delete_permission(self, request, obj=None):
        """What readers see is never deleted: it is taken off the site first."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self.public(obj))

    def save_model(self, request, obj, form, change):
        before = self.model._base_manager.get(pk=obj.pk) if change else None
        keep = before and before.slug != obj.slug and self.had_readers(before)
        keep = keep and not getattr(request, "saves_as_draft", False)  # it is put back
        super().save_model(request, obj, form, change)
        if keep:
            old = before.get_absolute_url()
            OldAddress.moved(old, obj.get_absolute_url())
            words = _("The old address %(path)s keeps working: it leads to the new one.")
            messages.info(request, words % {"path": old})
