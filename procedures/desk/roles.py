"""Who may do what. A role is a group; signing in at all needs "staff status" on the account.

Each line is a pattern of permissions. What belongs to an app that is not installed is not there.
"""

from fnmatch import fnmatchcase

from django.contrib.auth.models import Group, Permission
from django.db import transaction

OWNER = "Owner"
EDITOR = "Editor"
FRONT_DESK = "Front desk"
CLINICIAN = "Clinician"
AUDITOR = "Auditor"

# "view_measure" is how fast requests are answered
READ_REQUESTS = ["booking.view_appointmentrequest", "booking.view_measure"]
# "change" is for the verbs on a request; nobody edits, adds or deletes one by hand
WORK_ON_REQUESTS = [
    *READ_REQUESTS,
    "booking.change_appointmentrequest",
    "booking.export_appointmentrequest",
]

ROLES = {
    OWNER: [
        "procedures.*",
        *WORK_ON_REQUESTS,
        "booking.view_look",  # the audit: who looked at whom
        "booking.*_officestaff",
        "auth.*_user",
        "auth.view_group",
    ],
    EDITOR: ["procedures.*"],
    CLINICIAN: ["procedures.view_*", "procedures.review_procedure"],  # reads pages and reviews them
    FRONT_DESK: WORK_ON_REQUESTS,  # of the offices that the owner gave them
    AUDITOR: READ_REQUESTS,  # likewise
}


@transaction.atomic
def sync_roles():
    """Give each role exactly the permissions of the table; returns how many, by role."""
    permissions = Permission.objects.select_related("content_type")
    names = {f"{p.content_type.app_label}.{p.codename}": p for p in permissions}
    counts = {}
    for role, patterns in ROLES.items():
        granted = [
            permission
            for name, permission in names.items()
            if any(fnmatchcase(name, pattern) for pattern in patterns)
        ]
        Group.objects.get_or_create(name=role)[0].permissions.set(granted)
        counts[role] = len(granted)
    return counts
