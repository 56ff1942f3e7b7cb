from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from procedures.booking.models import OfficeStaff


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
