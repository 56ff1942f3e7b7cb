"""A form that was opened before a colleague saved: what it says of rows, beside the rows that are
there now."""

import re
from collections import defaultdict


def join_rows(posted, formset):
    """Make the rows in ``posted`` fit the records that ``formset`` shows.

    Rows whose record is gone become new ones, at the end; records that came since are joined.
    """
    key = formset.model._meta.pk.name
    rows = _take_rows(posted, formset.prefix)
    there = {str(form.instance.pk): form for form in formset.initial_forms}
    old = [row for row in rows if any(row.get(key, ()))]
    new = [row for row in rows if not any(row.get(key, ()))]
    ids = {row[key][0] for row in old}
    gone = [row for row in old if row[key][0] not in there]
    known = [row for row in old if row[key][0] in there]
    came = [form for pk, form in there.items() if pk not in ids]
    if not known:  # all written anew, as when a draft was published: the same rows, other numbers
        known = [row | {key: [str(form.instance.pk)]} for row, form in zip(gone, came)]  # noqa: B905
        gone, came = gone[len(known) :], came[len(known) :]
    known += [_as_posted(form) for form in came]
    back = [row | {key: [""]} for row in gone if "DELETE" not in row]
    _put_rows(posted, formset.prefix, known, back + new)


def _take_rows(posted, prefix):
    """The rows, out of ``posted``, each as {name: values}."""
    rows = defaultdict(dict)
    for name in list(posted):
        if found := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(\w+)", name):
            rows[int(found[1])][found[2]] = posted.pop(name)
    return [rows[number] for number in sorted(rows)]


def _put_rows(posted, prefix, known, new):
    posted[f"{prefix}-INITIAL_FORMS"] = str(len(known))
    posted[f"{prefix}-TOTAL_FORMS"] = str(len(known) + len(new))
    for number, row in enumerate(known + new):
        for name, values in row.items():
            posted.setlist(f"{prefix}-{number}-{name}", values)


def _as_posted(form):
    """What a browser would send for a row that nobody touches."""
    values = {name: form[name].value() for name in form.fields}
    return {
        name: ["on" if value is True else str(value)]
        for name, value in values.items()
        if value is not None and value is not False
    }
