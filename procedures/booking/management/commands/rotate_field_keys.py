from collections import Counter

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from procedures.booking.rotation import encrypted_models, rotate


class Command(BaseCommand):
    help = (
        "Writes everything that older keys encrypted or hashed anew with the first of FIELD_KEYS. "
        "First put the new key in front of FIELD_KEYS and restart the site and its senders; run "
        "this, while they work; then take the old key out. Run it again if it was cut short."
    )

    def handle(self, **options):
        self.rotate_all()
        left = self.rotate_all()["rewritten"]
        if left:
            raise CommandError(
                f"{left} rows were written with an older key meanwhile. Restart every process of "
                "the site with the new FIELD_KEYS, then run this again."
            )
        if len(settings.FIELD_KEYS) > 1:
            self.stdout.write(
                "Nothing is left. All keys but the first may be removed from FIELD_KEYS, as soon "
                "as every process of the site has been restarted with the new first one."
            )
        else:
            self.stdout.write("Everything is made with the one key there is.")

    def rotate_all(self):
        total = Counter()
        for model in encrypted_models():
            count = rotate(model)
            total += count
            self.stdout.write(
                f"{model._meta.verbose_name_plural}: {count['rewritten']} written anew, "
                f"{count['right']} right already, {count['unreadable']} unreadable."
            )
        if total["unreadable"]:
            raise CommandError(
                f"{total['unreadable']} rows can be read with none of the keys in FIELD_KEYS. Add "
                "the key that was in use and run this again; remove none until then."
            )
        return total
