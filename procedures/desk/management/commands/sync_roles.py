from django.core.management.base import BaseCommand

from procedures.desk.roles import sync_roles


class Command(BaseCommand):
    help = "Makes the staff roles and gives each exactly the permissions of the table in roles.py."

    def handle(self, **options):
        for role, count in sync_roles().items():
            self.stdout.write(f"{role}: {count} permissions")
