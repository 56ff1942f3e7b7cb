from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from ..pictures import TYPES, WIDTHS, file_name


@require_safe
def file(request, token, width, kind):
    """A rendition; its name never means anything else, so that it may be kept for ever."""
    if width not in WIDTHS or kind not in TYPES:
        raise Http404
    try:
        content = default_storage.open(file_name(token, width, kind))
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type=TYPES[kind])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Encoding"] = "identity"  # pictures are small already: do not gzip them
    return response
