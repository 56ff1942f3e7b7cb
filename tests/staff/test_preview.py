"""An editor sees a page as patients will, before they do."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from procedures.models import Procedure
from procedures.preview_links import link_to
from tests.factories import make_procedure, make_published

from .forms import add_page, edit_page, fields_of, messages_of


def preview_page(procedure):
    return edit_page(procedure).removesuffix("change/") + "preview/"


def test_the_preview_frames_the_page_twice_and_gives_its_link(desk):
    text = desk.get(preview_page(make_procedure(summary="It eases pain."))).content.decode()
    first, second = re.findall(r'<iframe src="([^"]+)"', text)
    link = re.search(r'id="preview_link"[^>]* value="([^"]+)" readonly', text)[1]
    assert first == second and link == f"https://clinic.example{first}"
    assert "It eases pain." in Client().get(first).content.decode()


def test_only_the_preview_may_hold_frames_and_only_ours(desk):
    page = make_procedure()
    assert "frame-src 'self'" in desk.get(preview_page(page))["Content-Security-Policy"]
    assert "frame-src" not in desk.get(edit_page(page))["Content-Security-Policy"]


def test_one_press_saves_and_shows_the_preview(desk):
    page = make_procedure()
    fields = fields_of(desk.get(edit_page(page))) | {"summary": "Better.", "_preview": "1"}
    shown = desk.post(edit_page(page), fields, follow=True)
    assert shown.redirect_chain[-1][0] == preview_page(page)
    assert messages_of(shown) == ["Saved."]
    assert Procedure.objects.get().summary == "Better."


def test_a_new_page_is_saved_and_shown_in_one_press(desk):
    fields = fields_of(desk.get(add_page(Procedure)))
    fields |= {"name": "Nerve block", "slug": "nerve-block", "_preview": "1"}
    shown = desk.post(add_page(Procedure), fields, follow=True)
    assert shown.redirect_chain[-1][0] == preview_page(Procedure.objects.get())


@pytest.mark.parametrize("status", ["draft", "withdrawn", "published"])
def test_drafts_withdrawn_and_scheduled_pages_offer_a_preview(desk, status):
    tomorrow = timezone.now() + timedelta(days=1)
    page = make_procedure(status=status, publish_at=tomorrow)
    assert f'href="{preview_page(page)}"' in desk.get(edit_page(page)).content.decode()
    assert desk.get(preview_page(page)).status_code == 200


def test_a_public_page_needs_no_preview(desk):
    page = make_published()
    form = desk.get(edit_page(page)).content.decode()
    assert preview_page(page) not in form and "Save and preview" not in form
    assert desk.get(preview_page(page)).url == page.get_absolute_url()


def test_who_may_only_look_may_preview(looking):
    page = make_procedure()
    form = looking.get(edit_page(page)).content.decode()
    assert preview_page(page) in form and "Save and preview" not in form
    assert looking.get(preview_page(page)).status_code == 200


def test_who_may_not_look_may_not_preview(looking):
    page = make_procedure()
    assert Client().get(preview_page(page)).status_code == 302
    looking.get("/admin/").wsgi_request.user.user_permissions.clear()
    looking.get("/admin/").wsgi_request.user.groups.clear()
    assert looking.get(preview_page(page)).status_code == 403
    assert looking.get(preview_page(page).replace(str(page.pk), "0")).status_code == 403


def test_one_press_ends_all_links_and_is_on_record(desk):
    page = make_procedure()
    before = link_to(page)
    done = desk.post(f"{preview_page(page)}end/", follow=True)
    assert done.redirect_chain[-1][0] == preview_page(page)
    assert messages_of(done) == ["All links given so far have ended. Below is a new one."]
    assert Client().get(before).status_code == 410
    new = re.search(r'<iframe src="([^"]+)"', done.content.decode())[1]
    assert Client().get(new).status_code == 200
    assert LogEntry.objects.get().get_change_message() == "All preview links ended."


def test_who_may_only_look_ends_no_links(desk, looking):
    page = make_procedure()
    assert "preview__end" not in looking.get(preview_page(page)).content.decode()
    assert looking.post(f"{preview_page(page)}end/").status_code == 403
    assert desk.get(f"{preview_page(page)}end/").status_code == 405
    assert desk.post(f"{preview_page(page).replace(str(page.pk), '0')}end/").status_code == 404
    assert Client().get(link_to(page)).status_code == 200
