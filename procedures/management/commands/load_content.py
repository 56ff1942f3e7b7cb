from django.core.management.base import BaseCommand, CommandError

from procedures.sample.loading import is_empty, load, read_content, remove
from procedures.sample.pages import ContentError


class Command(BaseCommand):
    help = (
        "Loads the sample content from the text files in procedures/sample. Makes what is "
        "missing, corrects what is still as it was loaded, and keeps what staff have edited."
    )

    def add_arguments(self, parser):
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--if-empty",
            action="store_true",
            help="Only if the site has no clinic, no procedure and no office yet.",
        )
        choice.add_argument(
            "--remove",
            action="store_true",
            help="Remove the sample content again, except what staff have edited.",
        )

    def handle(self, *, if_empty, remove, **options):
        if remove:
            self.tell_removed()
        elif if_empty and not is_empty():
            self.stdout.write("The site has content already: no sample content loaded.")
        else:
            self.tell_loaded()

    def tell_loaded(self):
        try:
            report = load(read_content())
        except ContentError as problem:
            raise CommandError(problem) from problem
        self.stdout.write(
            f"Sample content: {len(report.made)} made, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged, {len(report.kept)} kept as staff have them."
        )
        self.tell(report)

    def tell_removed(self):
        report = remove()
        self.stdout.write(
            f"Sample content: {len(report.removed)} removed, "
            f"{len(report.kept)} kept as staff have them."
        )
        self.tell(report)

    def tell(self, report):
        for words in report.kept:
            self.stdout.write(f"Kept as staff have it: {words}.")
        for note in report.notes:
            self.stdout.write(note)
