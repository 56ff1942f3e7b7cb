#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from clinic_site.reports import of_a_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")
    sys.excepthook = of_a_command
    execute_from_command_line(sys.argv)
