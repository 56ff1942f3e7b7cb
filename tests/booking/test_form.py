"""The public form: what it offers, what it says, and that nothing typed is lost."""

import re

import pytest
from crispy_forms.utils import render_crispy_form

from procedures.booking.forms import RequestForm
from procedures.booking.models import AppointmentRequest
from procedures.booking.offer import whole_offer
from procedures.models import Office
from tests.booking.patient import BOOK, errors, html, offered_times, send, summary, title
from tests.factories import make_clinic, make_office, make_procedure, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_office("Northgate", weekdays=(0, 5), phone="(202) 555-0161")
    make_office()
    return make_clinic(booking_promise="We call you back within one working day.")


def test_it_asks_for_a_request_and_says_what_it_is_not(client):
    text = html(client.get(BOOK))
    before_the_first_field = text[: text.index("<form")]
    assert "Request an appointment" in before_the_first_field
    assert "We call you back within one working day." in before_the_first_field
    assert "not for urgent care" in before_the_first_field
    assert "In an emergency call 911." in before_the_first_field
    assert "fixed only when we have agreed a time" in text


def test_the_procedure_and_the_office_are_carried_over(client):
    make_published("Sample injection")
    text = html(client.get(f"{BOOK}?procedure=sample-injection&office=northgate"))
    assert '<option value="sample-injection" selected>' in text
    assert re.search(r'value="northgate"[^>]* checked', text)
    beside = text[text.index("booking__beside") : text.index('class="foot"')]
    assert "(202) 555-0161" in beside and "(202) 555-0134" not in beside


@pytest.mark.parametrize("slug", ["a-draft", "nothing", "x" * 3000, "%00", "<script>"])
def test_what_is_not_published_is_not_carried_over(client, slug):
    make_procedure("A draft")
    response = client.get(f"{BOOK}?procedure={slug}&office={slug}")
    assert response.status_code == 200
    assert "<script>" not in html(response) and "draft" not in html(response)
    assert " selected" not in html(response).replace('<option value="" selected>', "").replace(
        '<option value="any" selected>', ""
    )


def test_the_only_office_needs_no_choice(client):
    from procedures.models import Office

    Office.objects.filter(slug="northgate").update(is_public=False)
    text = html(client.get(BOOK))
    assert re.search(r'value="riverside"[^>]* checked', text) and "show_times" not in text


def test_without_an_office_the_page_gives_no_form(client):
    from procedures.models import Office

    Office.objects.update(is_public=False)
    text = html(client.get(BOOK))
    assert "<form" not in text and "cannot ask for an appointment online yet" in text


def test_no_answer_is_chosen_beforehand_and_nothing_is_marked_as_an_error(client):
    text = html(client.get(BOOK))
    assert " checked" not in text and "aria-invalid" not in text and 'id="summary"' not in text
    assert "novalidate" in text and " required" not in text and "maxlength=" not in text
    assert "*" not in re.sub(r"<[^>]*>", "", text[text.index("<form") : text.index("</form")])


def test_optional_answers_are_marked(client):
    text = html(client.get(BOOK))
    assert text.count("(optional)") == 2
    for label in ("Your email (optional)", "Anything we should know? (optional)"):
        assert label in text


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("name", 'autocomplete="name"'),
        ("phone", 'type="tel"'),
        ("phone", 'autocomplete="tel"'),
        ("phone", 'inputmode="tel"'),
        ("email", 'type="email"'),
        ("email", 'autocomplete="email"'),
        ("patient_name", 'autocomplete="off"'),
        ("subject", 'autocomplete="off"'),
        ("subject", 'tabindex="-1"'),
    ],
)
def test_browsers_are_told_what_they_may_fill_in(client, name, tokens):
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', html(client.get(BOOK)))[0]
    assert tokens in field


def test_an_empty_form_says_what_is_missing_on_top_and_beside_each_field(client):
    response = client.post(BOOK, {"ticket": send_ticket()})
    assert title(response).startswith("Error: ")
    beside = errors(response)
    assert list(beside) == [
        "office", "half_days", "for_whom", "returning", "name", "phone", "way", "best_time",
        "language", "agree",
    ]  # fmt: skip
    assert [words for _link, words in summary(response)] == list(beside.values())
    assert beside["half_days"] == "Choose at least one time that suits you"


def send_ticket():
    from procedures.booking.ticket import new_ticket

    return new_ticket()


def test_every_link_of_the_summary_leads_to_a_field_and_every_error_is_tied_to_its_field(client):
    response = client.post(BOOK, {"ticket": send_ticket()})
    text = html(response)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for link, _words in summary(response):
        assert re.search(rf'<(input|select|textarea)[^>]*id="{link}"', text), link
    for described in re.findall(r'aria-describedby="([^"]+)"', text):
        assert set(described.split()) <= set(ids)
    for name in errors(response):
        assert re.search(rf'aria-describedby="[^"]*\bid_{name}_error\b', text), name


def test_the_summary_takes_the_focus_without_script(client):
    text = html(client.post(BOOK, {"ticket": send_ticket()}))
    assert re.search(r'<div class="summary"[^>]*tabindex="-1"[^>]*autofocus', text)
    assert text.count("autofocus") == 1


def test_everything_typed_is_kept_as_it_was_typed(client):
    make_published("Sample injection")
    response = send(
        client, procedure="sample-injection", for_whom="other", patient_name="O'Brien-Šťastný",
        name="李小龙", phone="202.555.0134 ext 5", email="sample@example", language="other",
        note='Ring <twice> & "wait"', other_language="Tiếng Việt", best_time="evening",
        returning=None,
    )  # fmt: skip
    text = html(response)
    assert errors(response).keys() == {"returning", "email"}
    for kept in (
        '<option value="sample-injection" selected>', 'value="O&#x27;Brien-Šťastný"',
        'value="李小龙"', 'value="202.555.0134 ext 5"', 'value="sample@example"',
        "Ring &lt;twice&gt; &amp; &quot;wait&quot;</textarea>", 'value="Tiếng Việt"',
        '<option value="evening" selected>',
    ):  # fmt: skip
        assert kept in text, kept
    checked = re.findall(r'name="(\w+)" value="([\w-]+)"[^>]* checked', text)
    assert ("half_days", "wed-pm") in checked and ("agree", "on") not in checked
    assert re.search(r'name="agree"[^>]* checked', text)
    assert not AppointmentRequest.objects.exists()


def test_before_an_office_is_chosen_the_times_of_all_are_offered_and_it_says_so(client):
    response = client.get(BOOK)
    assert {"sat-am", "tue-pm"} <= set(offered_times(response))
    assert "these are the times of all our offices" in html(response)


def test_only_the_half_days_of_the_chosen_office_are_offered(client):
    response = client.get(f"{BOOK}?office=northgate")
    assert offered_times(response) == ["mon-am", "mon-pm", "sat-am", "sat-pm"]
    assert 'aria-label="Saturday afternoon"' in html(response)


def test_another_office_can_be_chosen_without_script(client):
    response = send(
        client,
        show_times="1",
        office="northgate",
        half_days=["mon-am", "wed-pm"],
        name="Ana Sample",
        phone="",
    )
    text = html(response)
    assert not errors(response) and not title(response).startswith("Error")
    assert offered_times(response) == ["mon-am", "mon-pm", "sat-am", "sat-pm"]
    assert re.search(r'value="mon-am"[^>]* checked', text) and 'value="Ana Sample"' in text
    assert "We took off Wednesday afternoon: closed there." in text
    assert not AppointmentRequest.objects.exists()


def test_closed_half_days_are_named_and_the_others_kept(client):
    response = send(client, half_days=["mon-am", "sat-am", "sat-pm"])
    assert errors(response) == {
        "half_days": "Riverside is closed on Saturday morning and Saturday afternoon. "
        "Please check your other times"
    }
    assert re.search(r'value="mon-am"[^>]* checked', html(response))


def test_enter_in_a_text_field_sends_the_form(client):
    form = html(client.get(BOOK)).split("<form")[1]
    first = re.search(r"<button[^>]*>", form)[0]
    assert 'type="submit"' in first and "name=" not in first


def test_the_privacy_notice_is_linked_where_there_is_one(client, clinic):
    assert "/notices/privacy-practices/" not in html(client.get(BOOK))
    clinic.privacy_practices = "How we use what you tell us."
    clinic.save()
    form = html(client.get(BOOK)).split("<form")[1].split("</form>")[0]
    assert "/notices/privacy-practices/" in form


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, many):
    for number in range(many):
        make_office(f"Office {number}")
        make_published()
    with django_assert_max_num_queries(5):
        assert client.get(BOOK).status_code == 200


def test_what_is_offered_to_one_patient_alters_nobody_elses_form():
    everywhere = RequestForm(offer=whole_offer())
    Office.objects.filter(slug="northgate").update(is_public=False)
    only_here = RequestForm(offer=whole_offer())
    for form, many in (everywhere, 2), (only_here, 1):
        shown = render_crispy_form(form)
        assert (shown.count('name="office"'), len(form.fields["office"].offered)) == (many, many)
