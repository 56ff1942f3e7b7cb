"""The picture of a page in its form: uploaded, told in words, cut around what matters."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import pictures
from procedures.models import Procedure

FIELDS = ["picture_now", "picture_file", "picture_alt", "focus_x", "focus_y", "picture_remove"]
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class PictureForm(forms.ModelForm):
    picture_file = forms.FileField(
        label=gettext_lazy("New picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(pictures.TYPES.values()) + ",image/png"}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or AVIF, at most 15 MB. Where and with what it was taken is removed."
        ),
    )
    focus_x = forms.IntegerField(
        label=gettext_lazy("What matters: percent from the left"),
        required=False,
        validators=PERCENT,
        help_text=gettext_lazy("0 to 100; empty is the middle. The picture is cut around it."),
    )
    focus_y = forms.IntegerField(
        label=gettext_lazy("What matters: percent from the top"),
        required=False,
        validators=PERCENT,
    )
    picture_remove = forms.BooleanField(
        label=gettext_lazy("Take the picture off the page"), required=False
    )

    class Meta:
        model = Procedure
        fields = []

    def clean_picture_file(self):
        upload = self.cleaned_data.get("picture_file")
        if upload:
            try:
                self.whole = pictures.read(upload)
            except pictures.Refused as refused:
                raise forms.ValidationError(str(refused)) from None
        return upload

    def clean(self):
        cleaned = super().clean()
        has_picture = cleaned.get("picture_file") or self.instance.picture
        stays = has_picture and not cleaned.get("picture_remove")
        if stays and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Say in words what the picture shows."))
        return cleaned

    def save(self, commit=True):
        """The files are written first: a page never points at a picture that is not there."""
        if self.cleaned_data.get("picture_remove"):
            self._show("", [])
            self.instance.picture_alt = ""
        elif whole := self._to_be_cut():
            stored = pictures.store(whole, self._focus())
            self._show(stored.token, stored.widths)
        return super().save(commit)

    def _show(self, token, widths):
        self.instance.picture, self.instance.picture_widths = token, widths

    def _to_be_cut(self):
        """A new picture; or the one that is there, when it is to be cut elsewhere."""
        if self.cleaned_data.get("picture_file"):
            return self.whole
        moves = any(self.cleaned_data.get(name) is not None for name in ("focus_x", "focus_y"))
        return pictures.whole_of(self.instance.picture) if moves and self.instance.picture else None

    def _focus(self):
        given = (self.cleaned_data.get(name) for name in ("focus_x", "focus_y"))
        return tuple(50 if percent is None else percent for percent in given)


class WithPicture:
    """For the admin of procedures."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "picture_now"]

    def picture_now(self, procedure):
        if not procedure.picture:
            return _("No picture")
        width = procedure.picture_widths[0]
        address = reverse("procedures:picture", args=[procedure.picture, width, "jpg"])
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            address,
            procedure.picture_alt,
            width,
            pictures.height_of(width),
        )

    picture_now.short_description = gettext_lazy("picture")
