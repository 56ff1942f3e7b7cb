"""The list as a file for spreadsheets."""

import csv

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# a cell that begins with one of these may be run as a formula (OWASP, CSV injection)
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")

COLUMNS = [
    (_("Reference"), lambda record: record.request.reference),
    (_("Status"), lambda record: record.request.get_status_display()),
    (_("Received"), lambda record: record.received),
    (_("Promised by"), lambda record: record.promised),
    (_("Office"), lambda record: record.request.office_name),
    (_("Wants"), lambda record: record.wants),
    (_("Patient"), lambda record: record.patient),
    (_("Asked by"), lambda record: record.asked_by),
    (_("Phone"), lambda record: record.request.phone),
    (_("Email"), lambda record: record.request.email),
    (_("Reach by"), lambda record: record.request.get_way_display()),
    (_("Best time"), lambda record: record.request.get_best_time_display()),
    (_("Language"), lambda record: record.speaks),
    (_("Suits"), lambda record: record.suits),
    (_("Been here"), lambda record: record.before),
    (_("Note"), lambda record: record.request.note),
    (_("With"), lambda record: record.assigned),
    (_("Calls without an answer"), lambda record: record.request.tries),
    (_("Try again on"), lambda record: record.try_again),
    (_("Visit"), lambda record: record.visit),
    (_("Reason"), lambda record: record.reason),
    (_("Number in our records"), lambda record: record.request.record_number),
]


def as_csv(records):
    """A download; its name says the day and nothing about anybody."""
    day = timezone.localdate().isoformat()
    response = HttpResponse(
        "\ufeff",  # without this mark Excel reads accents wrongly
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="requests-{day}.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow([str(title) for title, _of in COLUMNS])
    writer.writerows([harmless(str(of(record))) for _title, of in COLUMNS] for record in records)
    return response


def harmless(cell):
    """Text that no spreadsheet takes for a formula."""
    risky = cell.lstrip().startswith(FORMULA) or cell.startswith(BREAKS)
    return f"'{cell}" if risky else cell
