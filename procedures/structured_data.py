"""What search engines read: schema.org data that says only what the page shows."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Kind, Weekday
from .models.answer import words_of
from .nearest import map_link, where

SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PROCEDURE_ANSWERS = {
    "preparation": Kind.PREPARE,
    "howPerformed": Kind.HAPPENS,
    "followup": Kind.RECOVERY,
}


def absolute(path):
    return settings.SITE_URL + path


def graph(*items):
    return {"@context": "https://schema.org", "@graph": [item for item in items if item]}


def filled(**properties):
    """A node without its empty properties; ``kind`` stands for ``@type``."""
    node = {"@type": properties.pop("kind")}
    return node | {name: value for name, value in properties.items() if value}


def breadcrumbs(*trail):
    """Pairs of (words, path), home not among them."""
    trail = [(_("Home"), reverse("procedures:home")), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": str(words),
                "item": {"@type": "WebPage", "@id": absolute(path), "name": str(words)},
            }
            for place, (words, path) in enumerate(trail, 1)
        ],
    }


def organization(clinic):
    return {
        "@type": "MedicalOrganization",
        "name": clinic.name,
        "url": absolute(reverse("procedures:home")),
    }


def home(clinic):
    site = {"@type": "WebSite", "name": clinic.name, "url": absolute(reverse("procedures:home"))}
    return graph(site, organization(clinic))


def listing(title, name):
    return graph(breadcrumbs((title, reverse(f"procedures:{name}"))))


def procedure(document, clinic, changed_at):
    path = reverse("procedures:procedure", args=[document["slug"]])
    answers = {name: _answer(document, kind) for name, kind in PROCEDURE_ANSWERS.items()}
    about = filled(
        kind="MedicalProcedure",
        name=document["name"],
        alternateName=document["other_names"],
        description=document["summary"],
        **answers,
    )
    page = filled(
        kind="MedicalWebPage",
        name=document["name"],
        description=document["summary"],
        url=absolute(path),
        dateModified=changed_at.isoformat(timespec="seconds"),
        about=about,
        publisher=organization(clinic),
        **_review(document["review"]),
    )
    trail = breadcrumbs(
        (_("Procedures"), reverse("procedures:procedures")), (document["name"], path)
    )
    return graph(page, trail)


def _answer(document, kind):
    """The answers of that kind with their steps or milestones, as one plain text."""
    words = []
    for section in document["sections"]:
        if section["kind"] == kind:
            words += words_of(section["blocks"])
            words += [f"{step['title']}. {step['text']}" for step in section.get("steps", ())]
            words += [f"{row['when']}: {row['text']}" for row in section.get("milestones", ())]
    return " ".join(words)


def _review(review):
    if not review:
        return {}
    reviewer = {"@type": "Person", "name": review["name"], "jobTitle": review["role"]}
    return {"lastReviewed": review["on"], "reviewedBy": reviewer}


def condition(condition, procedures):
    path = condition.get_absolute_url()
    about = filled(
        kind="MedicalCondition",
        name=condition.name,
        alternateName=[name for name in condition.other_names.splitlines() if name.strip()],
        description=condition.summary,
    )
    page = filled(
        kind="MedicalWebPage",
        name=condition.name,
        description=condition.summary,
        url=absolute(path),
        about=about,
        mentions=[
            {
                "@type": "MedicalProcedure",
                "name": procedure.name,
                "url": absolute(procedure.get_absolute_url()),
            }
            for procedure in procedures
        ],
    )
    trail = breadcrumbs((_("Conditions"), reverse("procedures:conditions")), (condition.name, path))
    return graph(page, trail)


def office(office, clinic):
    path = office.get_absolute_url()
    node = filled(
        kind="MedicalClinic",
        name=f"{clinic.name}, {office.name}",
        url=absolute(path),
        telephone=office.phone_link.removeprefix("tel:"),
        address=_address(office),
        geo=_geo(office),
        hasMap=map_link(office),
        openingHoursSpecification=[_opening(span) for span in office.hours.all()],
        specialOpeningHoursSpecification=[_closed(day) for day in office.coming_closed_days()],
        parentOrganization=organization(clinic),
    )
    trail = breadcrumbs((_("Offices"), reverse("procedures:offices")), (office.name, path))
    return graph(node, trail)


def _geo(office):
    place = where(office)
    return place and filled(kind="GeoCoordinates", latitude=place[0], longitude=place[1])


def _address(office):
    return {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(filter(None, (office.street, office.suite))),
        "addressLocality": office.city,
        "addressRegion": office.state,
        "postalCode": office.zip_code,
        "addressCountry": "US",
    }


def _opening(span):
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{SCHEMA_DAYS[Weekday(span.weekday)]}",
        "opens": f"{span.opens:%H:%M}",
        "closes": f"{span.closes:%H:%M}",
    }


def _closed(day):
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": day.date.isoformat(),
        "validThrough": day.date.isoformat(),
        "opens": "00:00",
        "closes": "00:00",
    }
