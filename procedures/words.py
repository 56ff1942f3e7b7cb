"""All that the database holds of a page, as one text: the same words make the same page.

It may hold more than the page shows, never less.
"""

from django.db.models import F, Func, OuterRef, Subquery, TextField

from .models import Clinic, Condition, Office, OfficeHours, Procedure
from .pages import SHOWN_AT_HOME
from .prepared import NOW, SLUG, Prepared


def of_procedure(slug):
    """None if no such page is public, as with the others."""
    return _text(procedures.ask(slug))


def of_condition(slug):
    return _text(conditions.ask(slug))


def of_home():
    return _text(homes.ask())


def _text(found):
    return "\n".join(map(str, found[0])) if found else None


def _procedures():
    page, links = OuterRef("pk"), Procedure.related.through.objects
    related = links.filter(from_procedure=OuterRef(OuterRef("pk"))).values("to_procedure")
    rows = [Procedure._meta.get_field(name).related_model for name in Procedure.ROWS]
    return _each(
        Procedure.objects.published(NOW).filter(slug=SLUG),
        Procedure.objects.filter(pk=page),
        *(row.objects.filter(procedure=page) for row in rows),
        Condition.objects.filter(procedures=page),
        Procedure.objects.published(NOW).filter(pk__in=related),
    )


def _conditions():
    page = OuterRef("pk")
    return _each(
        Condition.objects.published(NOW).filter(slug=SLUG),
        Condition.objects.filter(pk=page),
        Procedure.objects.published(NOW).filter(conditions=page),
    )


def _homes():
    first = Procedure.objects.published(NOW)[: SHOWN_AT_HOME + 1]
    return _each(
        Clinic.objects.all(),
        Procedure.objects.filter(pk__in=first.values("pk")),
        Condition.objects.published(NOW),
    )


procedures = Prepared(Procedure, _procedures)
conditions = Prepared(Condition, _conditions)
homes = Prepared(Clinic, _homes)


def _each(pages, *shown):
    """For each page the rows that it shows, and those that all pages show."""
    offices = Office.objects.published(NOW)
    everywhere = (Clinic.objects.all(), offices, OfficeHours.objects.filter(office__in=offices))
    return pages.order_by().values_list(*map(_as_text, (*shown, *everywhere)))


def _as_text(rows):
    columns = [F(field.attname) for field in rows.model._meta.concrete_fields]
    return Subquery(rows.order_by().values(all_rows=AllRows(*columns)))


class AllRows(Func):
    template = "json_group_array(json_array(%(expressions)s))"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "json_agg(json_build_array(%(expressions)s))::text"
        return self.as_sql(compiler, connection, template=template, **context)
