"""All that staff can edit of a procedure's page as plain data, and the way back.

What a version keeps, and how a draft becomes the public page.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder

ROWS = ("questions", "steps", "milestones", "warning_signs", "side_effects")
LINKS = ("conditions", "related")
# where the page stands, and where it came from: no part of what it says
APART = {
    "id", "draft_of", "status", "publish_at", "created_at", "changed_at",
    "origin", "origin_fingerprint",
}  # fmt: skip


def content_of(procedure):
    """Text, numbers and lists only; fetch the procedure ``with_rows()`` first."""
    content = {field.name: field.value_from_object(procedure) for field in fields_of(procedure)}
    for rows in ROWS:
        content[rows] = [row.content() for row in getattr(procedure, rows).all()]
    for links in LINKS:
        content[links] = [other.pk for other in getattr(procedure, links).all()]
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def fields_of(procedure):
    return [field for field in procedure._meta.concrete_fields if field.name not in APART]


def write_content(procedure, content):
    """Give a saved or new procedure this content, all of its rows included; call it in a
    transaction. Links to what was deleted since are left out.
    """
    for field in fields_of(procedure):
        if field.name in content:
            setattr(procedure, field.attname, field.to_python(content[field.name]))
    replaced_by = procedure._meta.get_field("replaced_by").related_model.objects
    if not replaced_by.filter(pk=procedure.replaced_by_id).exists():
        procedure.replaced_by_id = None
    procedure.save()
    for rows in ROWS:
        manager = getattr(procedure, rows)
        manager.all().delete()
        for row in content.get(rows, ()):
            manager.create(**row)
    for links in LINKS:
        manager = getattr(procedure, links)
        manager.set(manager.model.objects.filter(pk__in=content.get(links, ())))
    procedure._prefetched_objects_cache = {}
