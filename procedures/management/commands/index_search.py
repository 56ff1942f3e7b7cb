from django.core.management.base import BaseCommand

from procedures.models import SearchEntry
from procedures.search.index import rebuild


class Command(BaseCommand):
    help = "Writes the rows that search reads anew. Each edit keeps them right by itself."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Only if there is none yet.")

    def handle(self, *, if_empty, **options):
        if if_empty and SearchEntry.objects.exists():
            return
        self.stdout.write(f"Search: {rebuild()} pages and answers.")
