from django.db import models

from ..keys import decrypt, encrypt


class EncryptedField(models.TextField):
    """Text that only the keys can read; it cannot be searched or sorted by the database."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name not in ("isnull", "exact"):
            raise TypeError(f"An encrypted field cannot be searched by “{lookup_name}”.")
        return super().get_lookup(lookup_name)
