from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from procedures.importing import Refused, import_document
from procedures.importing.reading import read_path
from procedures.importing.report import report


class Command(BaseCommand):
    help = _("Read a clinic's Q&A document (plain text, Markdown or Word) into a draft procedure.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--name", default="", help=_("the procedure's name"))
        parser.add_argument("--slug", default="", help=_("its address on the site"))
        parser.add_argument(
            "--replace",
            action="store_true",
            help=_("overwrite a page that is published or that staff have edited"),
        )

    def handle(self, *args, **options):
        try:
            file_name, data = read_path(options["file"])
            document, result = import_document(
                file_name, data, options["name"], options["slug"], options["replace"]
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(report(document, result)))
