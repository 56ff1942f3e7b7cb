from django.core.management import BaseCommand

from procedures.booking import erasing
from procedures.booking.privacy import KEPT_DAYS, KEPT_SPAM_DAYS


class Command(BaseCommand):
    help = (
        f"Erases requests that are booked, done or closed and have not changed for {KEPT_DAYS} "
        f"days, and suspected spam that has not changed for {KEPT_SPAM_DAYS} days. Never one that "
        "is still open. Their bare history stays. Without --really it only counts."
    )

    def add_arguments(self, parser):
        parser.add_argument("--really", action="store_true", help="Erase, do not only count.")

    def handle(self, *, really, **options):
        kinds = {
            f"booked, done or closed, unchanged for {KEPT_DAYS} days": erasing.finished_and_due(),
            f"suspected spam, unchanged for {KEPT_SPAM_DAYS} days": erasing.spam_and_due(),
        }
        for words, requests in kinds.items():
            if really:
                self.stdout.write(f"{erasing.erase_all(requests)} erased: {words}.")
            else:
                self.stdout.write(f"{requests.count()} would be erased: {words}.")
        if not really:
            self.stdout.write("Nothing was erased. To erase them, add --really.")
