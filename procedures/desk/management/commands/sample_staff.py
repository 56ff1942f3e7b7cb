import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from procedures.booking.models import OfficeStaff
from procedures.desk.roles import EDITOR, FRONT_DESK, OWNER, sync_roles
from procedures.models import Office

SAMPLE_STAFF = {"owner": OWNER, "editor": EDITOR, "frontdesk": FRONT_DESK}
EASY_TO_READ = "23456789abcdefghjkmnpqrstuvwxyz"


def random_password():
    return "-".join("".join(secrets.choice(EASY_TO_READ) for _ in range(4)) for _ in range(3))


class Command(BaseCommand):
    help = (
        "Makes an owner, an editor and a front desk, for trying the site out, if there is no "
        "account yet. "
        "The password is DEMO_PASSWORD, or a random one; it is printed once."
    )

    @transaction.atomic
    def handle(self, **options):
        User = get_user_model()
        if User.objects.exists():
            return
        sync_roles()
        password = os.environ.get("DEMO_PASSWORD") or random_password()
        for name, role in SAMPLE_STAFF.items():
            user = User.objects.create_user(name, password=password, is_staff=True)
            user.groups.add(Group.objects.get(name=role))
            if role == FRONT_DESK and (first := Office.objects.first()):
                OfficeStaff.objects.create(user=user, office=first)
        self.stdout.write(
            "Staff sign-in at /admin/, only for trying the site out:\n"
            f"  names     {', '.join(SAMPLE_STAFF)}\n"
            f"  password  {password}"
        )
