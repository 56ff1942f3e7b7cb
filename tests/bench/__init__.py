"""How fast the site is with many requests stored: `make bench`. No test: nothing here is a promise.

One module a subject (``desk.py``); each names its pages, and how to ask for one. All is measured
as on a server, in a database of its own, and nothing of it stays.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
