from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from procedures.models import Procedure

from ..models import OPEN, Language, Status
from ..offices_served import offices_served


class ChoiceFilter(SimpleListFilter):
    """A list to choose from; whatever is not on the list counts as nothing chosen."""

    template = "admin/booking/filter.html"
    any_of_them = _("Any")

    def chosen(self):
        value = self.value()
        return value if value in [choice for choice, _label in self.lookup_choices] else ""

    def choices(self, changelist):
        for value, label in [("", self.any_of_them), *self.lookup_choices]:
            yield {"value": value, "display": label, "selected": value == self.chosen()}

    def queryset(self, request, queryset):
        chosen = self.chosen()
        return self.narrow(queryset, chosen) if chosen else queryset


class StatusFilter(ChoiceFilter):
    title = _("status")
    parameter_name = "status"
    any_of_them = _("Open")

    def lookups(self, request, model_admin):
        own_page = (Status.SPAM, Status.BOOKED, Status.DONE, Status.CLOSED)
        return [*((status.value, status.label) for status in own_page), ("all", _("All"))]

    def queryset(self, request, queryset):
        chosen = self.chosen()
        if chosen == "all":
            return queryset
        return queryset.filter(status=chosen) if chosen else queryset.filter(status__in=OPEN)


class OfficeFilter(ChoiceFilter):
    title = _("office")
    parameter_name = "office"

    def lookups(self, request, model_admin):
        offices = [(str(office.pk), office.name) for office in offices_served(request.user)]
        return offices if len(offices) > 1 else []

    def narrow(self, queryset, chosen):
        return queryset.filter(office=chosen)


class LanguageFilter(ChoiceFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [(language.value, language.label) for language in Language]

    def narrow(self, queryset, chosen):
        return queryset.filter(language=chosen)


class ProcedureFilter(ChoiceFilter):
    title = _("procedure")
    parameter_name = "procedure"
    NOT_SURE = "not-sure"

    def lookups(self, request, model_admin):
        procedures = Procedure.objects.order_by("name").values_list("pk", "name")
        return [(self.NOT_SURE, _("Not sure yet")), *((str(pk), name) for pk, name in procedures)]

    def narrow(self, queryset, chosen):
        if chosen == self.NOT_SURE:
            return queryset.filter(procedure_name="").exclude(status=Status.ERASED)
        return queryset.filter(procedure=chosen)
