"""Which requests a colleague may see: the one rule behind every list, page, count and button."""

from procedures.models import Office

from .models import AppointmentRequest, OfficeStaff


def serves_all_offices(user):
    """Whoever gives colleagues their offices could take any office, so sees all of them."""
    return user.has_perm("booking.change_officestaff")


def offices_served(user):
    if serves_all_offices(user):
        return Office.objects.all()
    return Office.objects.filter(pk__in=_own_rows(user))


def requests_seen_by(user):
    """What has lost its office is seen only by those who serve all offices."""
    if not user.has_perm("booking.view_appointmentrequest"):
        return AppointmentRequest.objects.none()
    if serves_all_offices(user):
        return AppointmentRequest.objects.all()
    return AppointmentRequest.objects.filter(office__in=_own_rows(user))


def _own_rows(user):
    return OfficeStaff.objects.filter(user=user.pk).values("office")
