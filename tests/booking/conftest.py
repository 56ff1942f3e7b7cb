from django.conf import settings

# PostgreSQL plans by statistics, so that its plans for a small table say nothing
IS_SQLITE = "sqlite3" in settings.DATABASES["default"]["ENGINE"]
collect_ignore = [] if IS_SQLITE else ["test_indexes_serve.py"]
