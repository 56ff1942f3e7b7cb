"""What a patient types into the public form, and how it is sent."""

import re
from urllib.parse import urlencode

from procedures.booking.ticket import new_ticket

FORM = "application/x-www-form-urlencoded"
BOOK, RECEIVED = "/book/", "/book/received/"


def filled(**changes):
    """A good form; a field that is changed to None is left out."""
    fields = {
        "ticket": new_ticket(),
        "subject": "",
        "procedure": "",
        "office": "riverside",
        "half_days": ["mon-am", "wed-pm"],
        "for_whom": "self",
        "patient_name": "",
        "returning": "new",
        "name": "Sample Person",
        "phone": "(202) 555-0134",
        "way": "call",
        "best_time": "any",
        "email": "",
        "language": "en",
        "other_language": "",
        "note": "",
        "agree": "on",
    } | changes
    return {name: value for name, value in fields.items() if value is not None}


def send(client, **changes):
    return send_fields(client, filled(**changes))


def send_fields(client, fields, **extra):
    """As a browser does; and, as only a program does, with halves of signs."""
    body = urlencode(fields, doseq=True, errors="surrogatepass")
    return client.generic("POST", BOOK, body, content_type=FORM, **extra)


def html(response):
    return response.content.decode()


def title(response):
    return re.search(r"<title>(.*?)</title>", html(response))[1]


def errors(response):
    """Field and words of each error beside a field."""
    return dict(re.findall(r'id="id_(\w+)_error">(.*?)</p>', html(response)))


def summary(response):
    """The links of the list on top."""
    block = re.search(r'<div class="summary.*?</div>', html(response), re.DOTALL)
    return re.findall(r'<a href="#(\w+)">(.*?)</a>', block[0]) if block else []


def offered_times(response):
    return re.findall(r'name="half_days" value="(\w+-\w+)"', html(response))


def hidden(response, name):
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', html(response))
