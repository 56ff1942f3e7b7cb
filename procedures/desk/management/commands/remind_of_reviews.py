from django.core.management.base import BaseCommand

from procedures.desk.reminders import remind_of_reviews


class Command(BaseCommand):
    help = (
        "Writes to the owners which pages are due for review, or will be within a month. "
        "To be run once a week."
    )

    def handle(self, **options):
        self.stdout.write(f"Owners told: {remind_of_reviews()}.")
