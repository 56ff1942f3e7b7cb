from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models import Procedure

from ..models import Language, Returning
from .lists import offices_of


class ChoiceFilter(SimpleListFilter):
    """A list to choose from; whatever is not on the list counts as nothing chosen."""

    template = "admin/booking/filter.html"

    def chosen(self):
        value = self.value()
        return value if value in [choice for choice, _label in self.lookup_choices] else ""

    def choices(self, changelist):
        for value, label in [("", _("Any")), *self.lookup_choices]:
            yield {"value": value, "display": label, "selected": value == self.chosen()}

    def queryset(self, request, queryset):
        self.colleague = request.user
        chosen = self.chosen()
        return queryset.filter(self.condition(chosen)) if chosen else queryset


class OfficeFilter(ChoiceFilter):
    title = _("office")
    parameter_name = "office"

    def lookups(self, request, model_admin):
        offices = [(str(office.pk), office.name) for office in offices_of(request)]
        return offices if len(offices) > 1 else []

    def condition(self, chosen):
        return Q(office=chosen)


class ProcedureFilter(ChoiceFilter):
    title = _("procedure")
    parameter_name = "procedure"
    NOT_SURE = "not-sure"

    def lookups(self, request, model_admin):
        procedures = Procedure.objects.order_by("name").values_list("pk", "name")
        return [(self.NOT_SURE, _("Not sure yet")), *((str(pk), name) for pk, name in procedures)]

    def condition(self, chosen):
        if chosen == self.NOT_SURE:
            return Q(procedure_name="") & ~Q(status="erased")
        return Q(procedure=chosen)


class WithFilter(ChoiceFilter):
    """Whose it is; colleagues' names are no business of an address."""

    title = _("with")
    parameter_name = "with"

    def lookups(self, request, model_admin):
        return [("me", _("Me")), ("nobody", _("Nobody yet"))]

    def condition(self, chosen):
        return Q(assigned_to=self.colleague.pk if chosen == "me" else None)


class LanguageFilter(ChoiceFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [(language.value, language.label) for language in Language]

    def condition(self, chosen):
        return Q(language=chosen)


class ReturningFilter(ChoiceFilter):
    title = _("been here")
    parameter_name = "returning"

    def lookups(self, request, model_admin):
        return [
            (Returning.NEW.value, _("New patient")),
            (Returning.RETURNING.value, _("Has been here before")),
        ]

    def condition(self, chosen):
        return Q(returning=chosen)


FILTERS = [OfficeFilter, ProcedureFilter, WithFilter, LanguageFilter, ReturningFilter]
