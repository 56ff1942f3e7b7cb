"""The picture of a page: safe, small, told in words, and kept with the draft it was added to."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from procedures import pictures
from procedures.drafts import draft_of
from tests.factories import make_published

from .forms import edit, edit_page, errors_of, fields_of

PLACE = b"N 38 53 W 77 02"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def page(db):
    return make_published("Nerve block", slug="nerve-block")


def picture(width=1600, height=900, kind="JPEG", **options):
    into = BytesIO()
    drawn = Image.new("RGB", (width, height), "white")
    drawn.paste("red", (0, 0, width // 2, height))
    drawn.save(into, kind, **options)
    return into.getvalue()


def upload(client, page, content, name="scan.jpg", **changes):
    file = SimpleUploadedFile(name, content)
    fields = {"picture_file": file, "picture_alt": "A red half."} | changes
    return edit(client, page, **fields)


def addresses(client, page):
    html = client.get(page.get_absolute_url()).content.decode()
    return re.findall(r"/pictures/[\w-]+\.\w+", html)


def test_readers_get_modern_kinds_at_fitting_sizes(desk, page):
    assert errors_of(upload(desk, page, picture())) == []
    html = desk.get(page.get_absolute_url()).content.decode()
    assert 'alt="A red half." width="1440" height="810"' in html
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    found = addresses(desk, page)
    assert len(found) == 7
    for address in found:
        answer = desk.get(address)
        with Image.open(BytesIO(b"".join(answer.streaming_content))) as shown:
            assert (
                f"-{shown.width}." in address
                and answer["Content-Type"] == f"image/{shown.format.lower()}"
            )
        assert "immutable" in answer["Cache-Control"]


def test_no_page_without_a_picture_says_anything_of_one(desk, page):
    assert addresses(desk, page) == []
    assert "<picture" not in desk.get(page.get_absolute_url()).content.decode()


def test_where_it_was_taken_is_in_no_file(desk, page, storage):
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    content = picture(exif=exif, comment=PLACE)
    assert PLACE in content
    upload(desk, page, content)
    files = list(storage.iterdir())
    assert len(files) == 10 and not [file for file in files if PLACE in file.read_bytes()]
    for file in files:
        with Image.open(file) as shown:
            assert not dict(shown.getexif())


def test_it_is_turned_upright(desk, page):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    whole = pictures.read(SimpleUploadedFile("a.jpg", picture(900, 1600, exif=exif)))
    assert whole.size == (1600, 900)


@pytest.mark.parametrize(("percent", "colour"), [(0, (255, 0, 0)), (100, (255, 255, 255))])
def test_it_is_cut_around_what_matters(percent, colour):
    whole = pictures.read(SimpleUploadedFile("a.png", picture(2000, 500, "PNG")))
    cut = pictures.cut_around(whole, (percent, 50))
    assert cut.size == (888, 500) and cut.getpixel((444, 250)) == colour


def test_the_cut_is_moved_later(desk, page, storage):
    upload(desk, page, picture(3000, 600))
    before = addresses(desk, page)
    edit(desk, page, focus_x="100")
    assert set(addresses(desk, page)).isdisjoint(before) and len(addresses(desk, page)) == len(
        before
    )


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (picture(9000, 5600), "more than 40 megapixels"),
        (picture(200, 100), "too small"),
        (SVG, "no picture that we can read"),
        (b"GIF89a" + b"\0" * 50, "no picture that we can read"),
        (picture()[:2000], "damaged"),
        (b"not a picture", "no picture that we can read"),
    ],
    ids=["50 megapixels", "tiny", "svg with script", "gif", "cut short", "text"],
)
def test_wrong_huge_and_hostile_files_are_refused_kindly(desk, page, storage, content, error):
    refused = upload(desk, page, content, summary="Typed.")
    assert error in errors_of(refused)[0]
    assert fields_of(refused)["summary"] == "Typed." and not list(storage.iterdir())


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(pictures.Refused, match="too large"):
        pictures.read(SimpleUploadedFile("a.jpg", picture()))


def test_a_picture_needs_words(desk, page):
    refused = upload(desk, page, picture(), picture_alt="")
    assert errors_of(refused) == ["Say in words what the picture shows."]
    assert addresses(desk, page) == []


def test_a_draft_has_its_own_picture_until_it_is_published(desk, page):
    fields = fields_of(desk.get(edit_page(page)))
    fields |= {"picture_file": SimpleUploadedFile("a.jpg", picture()), "picture_alt": "Red."}
    desk.post(edit_page(page), fields | {"_save_as_draft": "1"})
    assert addresses(desk, page) == [] and draft_of(page).picture
    draft = draft_of(page)
    desk.post(edit_page(draft), fields_of(desk.get(edit_page(draft))) | {"_publish": "1"})
    assert len(addresses(desk, page)) == 7


def test_it_is_taken_off_again(desk, page):
    upload(desk, page, picture())
    edit(desk, page, picture_remove="on")
    page.refresh_from_db()
    assert (page.picture, page.picture_alt, page.picture_widths) == ("", "", [])


@pytest.mark.parametrize("name", ["0000-480.jpg", "x-480.svg", "x-481.jpg", "x-whole.webp"])
def test_nothing_else_is_served(client, db, name):
    assert client.get(f"/pictures/{name}").status_code == 404
