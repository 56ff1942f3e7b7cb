"""Pictures of procedures: what editors upload, made safe and small.

Only the pixels of an upload are kept. They are drawn anew, so that no place, no name of a camera
and nothing hidden in the file comes along. The part that pages show is cut to one shape around the
point that matters, and saved at the sizes that screens need.
"""

import secrets
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
SHAPE = (16, 9)
WIDTHS = (480, 960, 1440)
# best first: a browser takes the first that it knows
KINDS = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 75},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class Refused(Exception):
    """The upload is no picture that we can show; says why, and what to do."""


@dataclass(frozen=True)
class Stored:
    token: str
    widths: list


def store(whole, focus=(50, 50)):
    """Save the renditions of what ``read`` gave; ``focus`` is the point that matters, in percent
    from the left and the top.
    """
    cut = cut_around(whole, focus)
    widths = [width for width in WIDTHS if width <= cut.width]
    token = secrets.token_hex(8)
    _save(whole, file_name(token, "whole", "webp"), KINDS["webp"] | {"quality": 90})
    for width in widths:
        small = cut.resize((width, height_of(width)), Image.Resampling.LANCZOS)
        for kind, options in KINDS.items():
            _save(small, file_name(token, width, kind), options)
    return Stored(token, widths)


def whole_of(token):
    """What was stored before, to be cut anew."""
    with default_storage.open(file_name(token, "whole", "webp")) as file:
        return Image.open(file).convert("RGB")


def read(upload):
    """The pixels of an upload, upright, without anything else that the file holds.

    Raises ``Refused``.
    """
    if upload.size > MOST_BYTES:
        raise Refused(_("The file is too large. Save it below 15 MB and try again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(_("The picture has more than 40 megapixels. Make it smaller first."))
        if picture.width < WIDTHS[0] or picture.height < height_of(WIDTHS[0]):
            raise Refused(_("The picture is too small: it needs at least 480 by 270 pixels."))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise Refused(
            _("This is no picture that we can read: use JPEG, PNG, WebP or AVIF.")
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Refused(_("The picture is damaged. Save it anew and try again.")) from None
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def cut_around(picture, focus):
    """The largest part of the right shape with the focus as near to its middle as can be."""
    width = min(picture.width, picture.height * SHAPE[0] // SHAPE[1])
    height = min(picture.height, height_of(width))
    left = _start(picture.width, width, focus[0])
    top = _start(picture.height, height, focus[1])
    return picture.crop((left, top, left + width, top + height))


def _start(whole, part, percent):
    return max(0, min(whole * percent // 100 - part // 2, whole - part))


def height_of(width):
    return round(width * SHAPE[1] / SHAPE[0])


def file_name(token, width, kind):
    return f"{token}-{width}.{kind}"


def _save(picture, name, options):
    into = BytesIO()
    picture.save(into, **options)
    default_storage.save(name, ContentFile(into.getvalue()))
