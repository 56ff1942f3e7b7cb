"""The place of a condition, chosen by pointing at the figure that patients see or from a list."""

from django import forms
from django.template.loader import render_to_string

from procedures.body_map import spot_of
from procedures.models import BodyPlace


class PlacePicker(forms.RadioSelect):
    """Radio buttons on the drawing: no script needed, and arrow keys move from head to foot."""

    class Media:
        css = {"all": ["css/parts/bodymap.css", "admin_desk/place.css"]}

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)["widget"]
        context |= {"spots": [spot_of(place) for place in BodyPlace], "value": value or ""}
        return render_to_string("admin/procedures/condition/place.html", context)


class WithPlace:
    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "place":
            kwargs["widget"] = PlacePicker()
        return super().formfield_for_choice_field(db_field, request, **kwargs)
