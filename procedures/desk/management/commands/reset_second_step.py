from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from procedures.booking.actions import SYSTEM
from procedures.booking.looks import record_look
from procedures.booking.models import How
from procedures.desk import second_step


class Command(BaseCommand):
    help = "Lets a colleague who lost phone and codes set up their second step anew."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        second_step.forget(user)
        record_look(by=SYSTEM, how=How.RESET, detail=username)
        self.stdout.write(f"{username} sets it up anew when they next sign in.")
