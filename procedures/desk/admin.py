from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from procedures.booking.actions import PATIENT, SYSTEM
from procedures.booking.looks import record_look
from procedures.booking.models import How, OfficeStaff

from . import second_step, sessions


def refuse_names_in_history(name):
    """The history names whoever acted in plain text: nobody may pass for these two."""
    if name.strip().casefold() in (PATIENT, SYSTEM):
        raise ValidationError(_("The history of requests uses this name. Please choose another."))


class OfficesInline(admin.StackedInline):
    """Whoever manages colleagues says here whose requests they may see."""

    model = OfficeStaff
    extra = 0


admin.site.unregister([User, TOTPDevice, StaticDevice])  # nobody reads or edits another's keys


@admin.register(User)
class ColleagueAdmin(UserAdmin):
    actions = ["forget_second_step", "end_sessions"]

    @admin.action(description=_("Let them set up their second step anew"), permissions=["change"])
    def forget_second_step(self, request, colleagues):
        """For who lost their phone and their codes. Nobody does it for themselves."""
        others = colleagues.exclude(pk=request.user.pk)
        for colleague in others:
            second_step.forget(colleague)
            record_look(by=request.user, how=How.RESET, detail=colleague.get_username())
        names = ", ".join(colleague.get_username() for colleague in others)
        if names:
            said = _("They set it up anew when they next sign in: %(names)s") % {"names": names}
            self.message_user(request, said)
        else:
            words = _("Your own second step is changed on the page “Signing in”.")
            self.message_user(request, words, messages.WARNING)

    @admin.action(description=_("Sign them out everywhere"), permissions=["change"])
    def end_sessions(self, request, colleagues):
        for colleague in colleagues:
            sessions.end_all(colleague)
            record_look(by=request.user, how=How.SIGN_OUT, detail=colleague.get_username())
        self.message_user(request, _("They are signed out on every device."))

    def get_inlines(self, request, obj):
        """A new account is first given its name and password."""
        return [OfficesInline] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == User.USERNAME_FIELD:
            field.validators.append(refuse_names_in_history)
        return field
