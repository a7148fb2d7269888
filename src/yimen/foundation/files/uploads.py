"""Larger uploads while a request reads them: on the disk without a name, so that nothing is left of them.

The system frees such a file when the process closes it or ends, also when it is killed.
"""

import tempfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


def nameless_file() -> IO[bytes]:
    """A file to write and read; its folder is this installation's own and open to nobody else."""
    folder = Path(settings.YIMEN_UPLOADS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder)


class NamelessUploadHandler(FileUploadHandler):
    """Takes what is too large for memory."""

    file: IO[bytes]

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        self.file = nameless_file()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
