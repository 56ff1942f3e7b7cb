"""A day at the desk of the sample clinic: one request of every kind. Nobody in it exists.

For browser tests and the pictures of the guide; call it in a site with sample content and staff.
"""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from procedures.booking import actions
from procedures.booking.models import Reason
from procedures.booking.promise import call_back_by
from procedures.booking.spam import Verdict
from procedures.models import Office, Procedure

from .factories import receive

# name, hours ago, procedure, what else the form said; Maria is late on any day of the week
PEOPLE = [
    ("Maria Sample", 170, "trigger-point-injection", {"half_days": ["mon-am", "wed-am"]}),
    ("Leon Sample", 51, "epidural-steroid-injection", {
        "half_days": ["tue-pm", "thu-pm", "fri-pm"], "returning": "returning",
        "note": "My shoulder is worst after work.",
    }),
    ("Ada Sample", 27, None, {"half_days": ["tue-am", "tue-pm", "thu-am"], "language": "es"}),
    ("Tom Sample", 2, "facet-joint-injection", {"half_days": ["fri-am"], "way": "email"}),
    ("Ines Sample", 98, None, {"language": "other", "other_language": "Portuguese"}),
    ("Paul Sample", 120, "nerve-block", {}),
    ("Nora Sample", 130, None, {}),
    ("Unlikely Sample", 5, None, {"note": "https://example.com"}),
]  # fmt: skip
# those whom a journey calls or books, so that the others stay as they are
CALLED = [
    ("Rosa Sample", 72, "trigger-point-injection", {"half_days": ["mon-am", "wed-am"]}),
    ("Omar Sample", 50, "epidural-steroid-injection", {"half_days": ["tue-pm", "fri-pm"]}),
    ("Lena Sample", 26, None, {}),
    ("Theo Sample", 1, None, {"way": "email"}),
]


def fill(more=()):
    office, at = Office.objects.first(), timezone.now()
    desk, owner = (User.objects.get(username=name) for name in ("frontdesk", "owner"))
    pages = {page.slug: page for page in Procedure.objects.all()}
    requests = {}
    for number, (name, hours, slug, told) in enumerate([*PEOPLE, *more]):
        first = name.split()[0].lower()
        requests[first] = request = receive(
            name=name,
            office=office,
            procedure=pages.get(slug),
            phone=f"(202) 555-01{number + 10}",
            email=f"{first}@example.com",
            spam=Verdict(5, ["links in the note"]) if first == "unlikely" else None,
            **told,
        )
        ago = at - timedelta(hours=hours)
        request.received_at = request.waiting_since = ago
        request.due_at = call_back_by(office, ago)
        request.save()
    actions.take(request=requests["leon"], by=desk)
    actions.no_answer(
        request=requests["ines"], by=desk, left_message=True, try_again_on=timezone.localdate()
    )
    visit = (at + timedelta(days=7)).replace(hour=15, minute=0, second=0, microsecond=0)
    actions.book(request=requests["paul"], by=desk, office=office, visit_at=visit, minutes=30)
    actions.close(request=requests["nora"], by=owner, reason=Reason.DECLINED)
    return requests
