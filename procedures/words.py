"""All that the database holds of a page, as one text: the same words make the same page.

It may hold more than the page shows, never less.
"""

from django.db.models import F, Func, OuterRef, Subquery, TextField

from .models import Clinic, Condition, Office, OfficeHours, Procedure
from .prepared import NOW, SLUG, Prepared


def of_procedure(slug):
    """None if no such page is public."""
    found = procedures.ask(slug)
    return "\n".join(map(str, found[0])) if found else None


def _procedures():
    page, links = OuterRef("pk"), Procedure.related.through.objects
    related = links.filter(from_procedure=OuterRef(OuterRef("pk"))).values("to_procedure")
    rows = [Procedure._meta.get_field(name).related_model for name in Procedure.ROWS]
    shown = (
        Procedure.objects.filter(pk=page),
        *(row.objects.filter(procedure=page) for row in rows),
        Condition.objects.filter(procedures=page),
        Procedure.objects.published(NOW).filter(pk__in=related),
        Clinic.objects.all(),
        Office.objects.published(NOW),
        OfficeHours.objects.filter(office__in=Office.objects.published(NOW)),
    )
    public = Procedure.objects.published(NOW).filter(slug=SLUG).order_by()
    return public.values_list(*map(_as_text, shown))


procedures = Prepared(Procedure, _procedures)


def _as_text(rows):
    columns = [F(field.attname) for field in rows.model._meta.concrete_fields]
    return Subquery(rows.order_by().values(all_rows=AllRows(*columns)))


class AllRows(Func):
    template = "json_group_array(json_array(%(expressions)s))"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "json_agg(json_build_array(%(expressions)s))::text"
        return self.as_sql(compiler, connection, template=template, **context)
