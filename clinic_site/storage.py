"""Static files under names that carry their content's hash, each stylesheet as one file.

The stylesheets are written one part a file and joined by ``@import … layer(…)``. Browsers follow
those as they are; here they are put in place, so that a reader fetches one file instead of a dozen,
without the comments and the indents.
"""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_FOR_WRITERS = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)
_IMPORT = re.compile(r'@import "(?P<name>[^"]+)"(?: layer\((?P<layer>\w+)\))?(?P<media> print)?;')


class StaticStorage(CompressedManifestStaticFilesStorage):
    joined = "css/site.css"

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run and self.joined in paths:
            storage, path = paths[self.joined]
            with storage.open(path) as file:
                text = _IMPORT.sub(lambda match: self._inline(storage, match), file.read().decode())
            self.delete(self.joined)
            self._save(self.joined, ContentFile(_FOR_WRITERS.sub("", text).encode()))
            paths[self.joined] = (self, self.joined)
        yield from super().post_process(paths, dry_run, **options)

    def _inline(self, storage, match):
        with storage.open(f"css/{match['name']}") as file:
            text = file.read().decode()
        if match["layer"]:
            text = f"@layer {match['layer']} {{\n{text}}}\n"
        return f"@media print {{\n{text}}}\n" if match["media"] else text
