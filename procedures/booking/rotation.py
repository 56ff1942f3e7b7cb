"""The newest key takes over: everything that older ones encrypted or hashed is written anew.

FIELD_KEYS holds the new key first, then the old ones. Rows are locked a batch at a time and only
what is not yet made with the newest key is written, so that the site goes on meanwhile, a run that
was cut short is simply run again, and a second run finds nothing to do.
"""

from collections import Counter
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone

from . import finding, keys
from .models import AppointmentRequest, SearchKey
from .models.fields import EncryptedField

BATCH = 100
SAME_WORDS_SERVE = timedelta(days=1)


def rotate(model):
    """Counts of rows: written anew, as they should be, unreadable."""
    counts, last = Counter(), 0
    while True:
        with transaction.atomic():
            batch = list(_stored(model).filter(pk__gt=last).order_by("pk")[:BATCH])
            counts.update(_rotate_row(model, row) for row in batch)
        if not batch:
            return counts
        last = batch[-1]["pk"]


def _stored(model):
    """Rows as they are stored, locked. Their other columns stay out of it, changed_at above all."""
    stored = {f"stored_{name}": Cast(name, models.TextField()) for name in encrypted_fields(model)}
    own = ("received_at", "same_words") if model is AppointmentRequest else ()
    rows = model.objects.select_for_update().annotate(**stored)
    return rows.values("pk", *own, *stored)


def encrypted_models():
    models_here = apps.get_app_config("booking").get_models()
    return [model for model in models_here if encrypted_fields(model)]


def encrypted_fields(model):
    return [field.name for field in model._meta.fields if isinstance(field, EncryptedField)]


def _rotate_row(model, row):
    stored = {name: row[f"stored_{name}"] for name in encrypted_fields(model)}
    try:
        words = {name: token and keys.decrypt(token) for name, token in stored.items()}
    except keys.Undecipherable:
        return "unreadable"
    stale = {name: words[name] for name, token in stored.items() if not is_newest(token)}
    changed = bool(stale)
    if model is AppointmentRequest:
        # it tells the same words of one day apart, and cannot be made anew from the row
        if row["same_words"] and (stale or timezone.now() - row["received_at"] > SAME_WORDS_SERVE):
            stale["same_words"] = None
        changed |= _rotate_search_keys(row["pk"], words)
    if stale:
        model.objects.filter(pk=row["pk"]).update(**stale)
    return "rewritten" if changed or stale else "right"


def is_newest(token):
    if not token:
        return True
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(token)
    except InvalidToken:
        return False
    return True


def _rotate_search_keys(pk, words):
    right = finding.search_keys(
        names=(words["name"], words["carer_name"]), phone=words["phone"], email=words["email"]
    )
    known = SearchKey.objects.filter(request=pk)
    if set(known.values_list("kind", "digest")) == right:
        return False
    known.delete()
    SearchKey.objects.bulk_create(
        SearchKey(request_id=pk, kind=kind, digest=digest) for kind, digest in sorted(right)
    )
    return True
