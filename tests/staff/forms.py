"""Reads a form off a staff page as a browser would, so that stories post what staff would post."""

from html.parser import HTMLParser

from django.urls import reverse

from procedures.models import Procedure


class Fields(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.values, self.inside, self.select, self.textarea = {}, False, None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id", "").endswith("_form")
        elif self.inside and "name" in attrs:
            self.handle_field(tag, attrs)
        elif tag == "option" and self.select and "selected" in attrs:
            self.values[self.select] = attrs["value"]

    def handle_field(self, tag, attrs):
        name = attrs["name"]
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif attrs.get("type") in ("checkbox", "radio"):
            if "checked" in attrs:
                self.values.setdefault(name, []).append(attrs.get("value", "on"))
        elif attrs.get("type") not in ("submit", "button"):
            self.values[name] = attrs.get("value", "")

    def handle_endtag(self, tag):
        if tag in ("form", "select", "textarea"):
            setattr(self, {"form": "inside"}.get(tag, tag), None)

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data


def fields_of(response):
    """What the browser would post back, lines ended by CR LF as the standard asks."""
    values = Fields(response.content.decode()).values
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
    return values


def add_row(fields, prefix, **values):
    number = int(fields[f"{prefix}-TOTAL_FORMS"])
    fields[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    for name, value in values.items():
        fields[f"{prefix}-{number}-{name}"] = value


def add_page(model):
    return reverse(f"admin:procedures_{model._meta.model_name}_add")


def list_page(model):
    return reverse(f"admin:procedures_{model._meta.model_name}_changelist")


def edit_page(record):
    return reverse(f"admin:procedures_{record._meta.model_name}_change", args=[record.pk])


def delete_page(record):
    return reverse(f"admin:procedures_{record._meta.model_name}_delete", args=[record.pk])


def edit(client, record, **changes):
    """Open the record's form, change some fields, and save; returns what the staff see then."""
    fields = fields_of(client.get(edit_page(record)))
    return client.post(edit_page(record), fields | changes, follow=True)


def act(client, name, *procedures):
    """Tick the procedures in the list and choose an action."""
    return client.post(
        list_page(Procedure),
        {"action": name, "_selected_action": [procedure.pk for procedure in procedures]},
        follow=True,
    )


def withdraw(client, *procedures, **answers):
    """Tick them in the list, choose “Withdraw”, and answer what is asked about each."""
    asked = act(client, "withdraw", *procedures)
    fields = fields_of(asked) | {"_selected_action": [page.pk for page in procedures]}
    return client.post(list_page(Procedure), fields | answers, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    """Every complaint on the page, of the form and of its rows."""
    context = response.context
    if "adminform" not in context:
        return []
    forms = [context["adminform"].form]
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms += [form for formset in formsets for form in formset.forms]
    found = [message for form in forms for errors in form.errors.values() for message in errors]
    return found + [message for formset in formsets for message in formset.non_form_errors()]
