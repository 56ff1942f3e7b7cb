"""Tables of small rows. The stock ones name their fields only in the head of the table, which
screen readers do not read out with a field."""

from django.contrib import admin
from django.forms import CheckboxInput
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .text import text_fields

MOST = 150  # rows of a kind: the number is told by who sends the form, and each is made


class FewRows:
    max_num = MOST

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST, **kwargs)


class RowFormSet(BaseInlineFormSet):
    def get_deletion_widget(self):
        return CheckboxInput(attrs={"aria-label": _("Delete")})


class RowInline(FewRows, admin.TabularInline):
    formset = RowFormSet
    formfield_overrides = text_fields(rows=2)
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field
