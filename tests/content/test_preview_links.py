"""A link shows what is not public to whoever has it, for a week, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from procedures.drafts import publish_draft, write_draft
from procedures.models import Procedure
from procedures.models.content import content_of
from procedures.preview_links import end_links, link_to
from tests.factories import make_clinic, make_condition, make_procedure, make_published

pytestmark = pytest.mark.django_db


def draft_ahead(page, **changes):
    return write_draft(page, content_of(page) | changes, by="editor")


def test_whoever_has_the_link_reads_the_page_and_that_it_is_a_preview(client):
    text = client.get(link_to(make_procedure(summary="It eases pain."))).content.decode()
    assert "It eases pain." in text
    assert "Preview." in text and "Patients do not see this page." in text


def test_nothing_keeps_a_preview_or_finds_it(client):
    answer = client.get(link_to(make_procedure()))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
    text = answer.content.decode()
    assert [word for word in ("canonical", "ld+json", "og:url") if word in text] == []
    assert "/preview/" not in client.get("/sitemap.xml").content.decode()


def test_only_our_own_pages_may_frame_a_preview_and_no_other_page(client):
    answer = client.get(link_to(make_procedure()))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    public = client.get(make_published().get_absolute_url())
    assert public["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]


def test_a_link_of_a_draft_shows_the_draft_and_not_the_public_page(client):
    page = make_published(summary="The old sentence.")
    text = client.get(link_to(draft_ahead(page, summary="The new sentence."))).content.decode()
    assert "The new sentence." in text and "they still see the page as it was" in text


def test_a_link_is_over_after_a_week(client):
    link = link_to(make_procedure("Nerve block"))
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        over = client.get(link)
    assert over.status_code == 410 and over["Cache-Control"] == "no-store"
    assert "Nerve block" not in over.content.decode()


@pytest.mark.parametrize("ended_by", [Procedure.delete, lambda draft: publish_draft(draft, "me")])
def test_once_the_draft_is_gone_its_link_leads_to_the_page(client, ended_by):
    page = make_published("Nerve block", slug="nerve-block")
    link = link_to(draft_ahead(page))
    ended_by(Procedure.with_drafts.get(draft_of=page))
    over = client.get(link)
    assert over.status_code == 410
    assert 'href="/procedures/nerve-block/"' in over.content.decode()


def test_all_links_given_so_far_end_at_once_and_a_new_one_works(client):
    page = make_published("Nerve block", slug="nerve-block")
    draft, other = draft_ahead(page), make_procedure()
    links = [link_to(draft), link_to(draft), link_to(other)]
    end_links(draft)
    assert [client.get(link).status_code for link in links] == [410, 410, 200]
    assert 'href="/procedures/nerve-block/"' in client.get(links[0]).content.decode()
    draft.refresh_from_db()
    assert client.get(link_to(draft)).status_code == 200


def test_a_draft_that_is_published_keeps_nothing_of_its_links():
    page = make_published(preview_round=3)
    draft = draft_ahead(page)
    end_links(draft)
    publish_draft(Procedure.with_drafts.get(pk=draft.pk), "editor")
    assert Procedure.objects.get().preview_round == 3


def test_a_link_to_a_deleted_page_says_kindly_that_it_is_over(client):
    page = make_procedure("Nerve block")
    link = link_to(page)
    page.delete()
    over = client.get(link)
    assert over.status_code == 410 and "This preview is over" in over.content.decode()


def test_a_link_that_we_never_gave_is_not_found(client):
    link = link_to(make_procedure())
    for wrong in (link.replace(".", "9.", 1), "/preview/1/", "/preview/1.a.b/"):
        assert client.get(wrong).status_code == 404
    assert client.post(link).status_code == 405


def test_a_condition_without_a_page_is_named_and_leads_nowhere(client):
    shared, new = make_condition("Neck pain"), make_condition("Jaw pain")
    make_published(conditions=[shared])
    page = make_procedure(conditions=[shared, new])
    text = client.get(link_to(page)).content.decode()
    assert 'href="/conditions/neck-pain/"' in text
    assert "<span>Jaw pain</span>" in text and "/conditions/jaw-pain/" not in text


@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, many):
    make_clinic()
    page = make_procedure()
    page.related.set([make_published() for _ in range(many)])
    with django_assert_max_num_queries(14):
        assert client.get(link_to(page)).status_code == 200
