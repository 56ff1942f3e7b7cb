from django.core.management.base import BaseCommand, CommandError

from procedures.booking.sample import requests


class Command(BaseCommand):
    help = (
        "Stores made-up requests, for trying the desk out and for measuring it: “Sample” in every "
        "name, 555-01xx phones, spread over the last two years. A second run adds more. Not on a "
        "site that has real requests. To be rid of them, start with a new database: no program can "
        "take their history away."
    )

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N", help="How many to add.")
        parser.add_argument(
            "--open",
            type=int,
            metavar="M",
            help="How many of them, the newest, are still open: 2 in 100, and 2,000 at most, "
            "unless you say.",
        )

    def handle(self, *, count, **options):
        still_open = options["open"]
        if still_open is None:
            still_open = requests.default_open(count)
        if not 0 <= still_open <= count or count < 1:
            raise CommandError("N is at least 1, and M is between 0 and N.")
        try:
            requests.add(count, still_open, self.tell)
        except requests.HasRealRequests:
            raise CommandError(
                "This site has real requests. Nothing was stored: made-up requests do not belong "
                "among them."
            ) from None
        except requests.NoOffice:
            raise CommandError(
                "The site shows no office to ask for. Run manage.py load_content first."
            ) from None
        self.stdout.write(f"{count:,} made-up requests added, {still_open:,} of them open.")

    def tell(self, stored):
        self.stdout.write(f"{stored:,} stored")
        self.stdout.flush()
