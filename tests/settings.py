"""The site's own settings, with what only a test may have."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-0123456789")
os.environ.setdefault("FIELD_KEYS", "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMTI=")
os.environ.setdefault("SITE_URL", "https://clinic.example")
os.environ.setdefault("ALLOWED_HOSTS", "clinic.example,testserver")

from clinic_site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_STEP = False  # stories that are not about it begin signed in
SECURE_SSL_REDIRECT = False  # the test client speaks http
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
