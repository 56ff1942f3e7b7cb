"""The page of what was found, and the suggestions."""

import pytest

from tests.factories import make_clinic, make_condition, make_office, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(db):
    make_clinic()
    make_office()
    condition = make_condition("Wrist pain", summary="It hurts.")
    return make_published("Wrist block", conditions=[condition], summary="It calms the wrist.")


def search(client, typed):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    return response.content.decode()


def suggested(client, typed):
    pages = client.get("/search/suggestions/", {"q": typed}).json()["pages"]
    return [page["address"] for page in pages]


def test_it_says_what_was_found_and_marks_the_words(client):
    text = search(client, "wrists block")
    assert "2 pages for “wrists block”" in text
    assert "It calms the <mark>wrist</mark>." in text
    assert '<a href="/procedures/wrist-block/">Wrist block</a>' in text


def test_what_was_typed_stays_in_the_field_and_harms_nothing(client):
    text = search(client, '"><script>alert(1)</script> wrist')
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; wrist" in text


def test_nothing_found_gives_ways_on_and_the_phone(client):
    text = search(client, "zzqqxx")
    assert "Nothing found for “zzqqxx”" in text
    assert "tel:+12025550134" in text and "/procedures/wrist-block/" in text


def test_search_engines_know_one_page_of_it_and_none_on_which_nothing_is_found(client):
    for typed in ("", "wrist"):
        text = search(client, typed)
        assert 'rel="canonical" href="https://clinic.example/search/"' in text
        assert "noindex" not in text and 'content="Search: wrist' not in text
    assert 'name="robots" content="noindex"' in search(client, "zzqqxx")


def test_the_beginning_of_a_word_suggests_pages(client):
    assert suggested(client, "wri") == ["/procedures/wrist-block/", "/conditions/wrist-pain/"]
    assert suggested(client, "wrist pa")[0] == "/conditions/wrist-pain/"
    assert suggested(client, "rivers") == ["/offices/riverside/"]
    assert suggested(client, "w") == suggested(client, "zzqqxx") == []


def test_a_misspelled_word_suggests_too(client):
    assert "/procedures/wrist-block/" in suggested(client, "wrisst")


def test_every_page_leads_to_the_search(client, pages):
    for path in ("/", "/procedures/", pages.get_absolute_url(), "/offices/riverside/"):
        assert 'href="/search/"' in client.get(path).content.decode()


def test_a_missing_page_has_the_search(client):
    assert 'role="search"' in client.get("/no-such-page/").content.decode()
