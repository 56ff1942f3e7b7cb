from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procedures.booking.actions import PATIENT, SYSTEM
from procedures.booking.models import OfficeStaff


def refuse_names_in_history(name):
    """The history names whoever acted in plain text: nobody may pass for these two."""
    if name.strip().casefold() in (PATIENT, SYSTEM):
        raise ValidationError(_("The history of requests uses this name. Please choose another."))


class OfficesInline(admin.StackedInline):
    """Whoever manages colleagues says here whose requests they may see."""

    model = OfficeStaff
    extra = 0


admin.site.unregister(User)


@admin.register(User)
class ColleagueAdmin(UserAdmin):
    def get_inlines(self, request, obj):
        """A new account is first given its name and password."""
        return [OfficesInline] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == User.USERNAME_FIELD:
            field.validators.append(refuse_names_in_history)
        return field
