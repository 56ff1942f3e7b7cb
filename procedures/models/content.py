"""All that staff can edit of a record as plain data, and the way back.

What a version keeps, and how a draft becomes the public page. Of a model, ``ROWS`` names the lists
that belong to it alone, ``LINKS`` those of other records.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder

# where a record stands, and where it came from: no part of what it says
APART = {
    "id", "draft_of", "status", "publish_at", "created_at", "changed_at",
    "origin", "origin_fingerprint", "preview_round",
}  # fmt: skip


def content_of(record):
    """Text, numbers and lists only; a procedure is best fetched ``with_rows()`` first."""
    content = {field.name: field.value_from_object(record) for field in fields_of(record)}
    for rows in record.ROWS:
        fields = fields_of_rows(type(record), rows)
        content[rows] = [
            {field.name: field.value_from_object(row) for field in fields}
            for row in getattr(record, rows).all()
        ]
    for links in record.LINKS:
        content[links] = [other.pk for other in getattr(record, links).all()]
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def fields_of(record):
    return [field for field in record._meta.concrete_fields if field.name not in APART]


def fields_of_rows(model, rows):
    """All but the row's number and the record that it belongs to."""
    relation = model._meta.get_field(rows)
    fields = relation.related_model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and field != relation.field]


def write_content(record, content):
    """Give a saved or new record this content, all of its rows included; call it in a
    transaction. Links to what was deleted since are left out.
    """
    set_fields(record, content)
    record.save()
    for rows in record.ROWS:
        manager = getattr(record, rows)
        manager.all().delete()
        for row in content.get(rows, ()):
            manager.create(**row)
    for links in record.LINKS:
        manager = getattr(record, links)
        manager.set(manager.model.objects.filter(pk__in=content.get(links, ())))
    record._prefetched_objects_cache = {}


def set_fields(record, content):
    for field in fields_of(record):
        if field.name in content:
            setattr(record, field.attname, field.to_python(content[field.name]))
        if field.is_relation and not _is_there(field, record):
            setattr(record, field.attname, None)


def _is_there(field, record):
    return field.related_model.objects.filter(pk=getattr(record, field.attname)).exists()
