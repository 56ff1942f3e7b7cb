"""Files that are read once and kept nowhere."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """Keeps the first ``most`` bytes of what is sent in memory and lets the rest go by, so that
    nothing is written to a disk and the largest file can still be refused with a sentence.
    """

    def __init__(self, request, most):
        super().__init__(request)
        self.left = most

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        kept = raw_data[: self.left]
        self.left -= len(kept)
        self.file.write(kept)

    def file_complete(self, file_size):
        size = self.file.tell()
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name, self.content_type, size, self.charset,
            self.content_type_extra,
        )  # fmt: skip
