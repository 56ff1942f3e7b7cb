from django.db import models
from django.utils.translation import gettext_lazy as _

from .phone import PhoneField, phone_link
from .version import WithHistory


class Clinic(WithHistory):
    """The one clinic this site belongs to: its name and its words, all edited by staff."""

    name = models.CharField(_("name"), max_length=120)
    headline = models.CharField(
        _("headline of the home page"),
        max_length=120,
        default=_("Clear answers before your treatment"),
    )
    promise = models.TextField(
        _("short promise"),
        blank=True,
        help_text=_("One or two sentences under the headline of the home page."),
    )
    body_map_title = models.CharField(
        _("heading of the body map"), max_length=120, default=_("Where does it hurt?")
    )
    procedures_title = models.CharField(
        _("heading of the procedures"), max_length=120, default=_("Procedures")
    )
    booking_title = models.CharField(
        _("heading of the booking steps"), max_length=120, default=_("How booking works")
    )
    first_step = models.CharField(
        _("first booking step"),
        max_length=200,
        default=_("Pick an office and the days that work. It takes about two minutes."),
        help_text=_("What patients do. The second step gives your booking promise."),
    )
    last_step = models.CharField(
        _("last booking step"),
        max_length=200,
        default=_("You learn when and where to come, and how to prepare."),
    )
    footer_note = models.CharField(
        _("note at the foot of every page"),
        max_length=300,
        default=_(
            "This site gives general information. It does not replace advice from your own "
            "provider."
        ),
    )
    booking_promise = models.CharField(
        _("booking promise"),
        max_length=200,
        blank=True,
        help_text=_("When you answer, as in “We call you back within one working day.”"),
    )
    emergency_line = models.CharField(
        _("emergency line"),
        max_length=200,
        default=_("In an emergency call 911."),
    )
    phone = PhoneField(
        _("main phone"),
        blank=True,
        help_text=_("Only if one number serves every office. Otherwise leave it empty."),
    )
    require_review = models.BooleanField(
        _("publish only reviewed pages"),
        default=False,
        help_text=_("Refuse to publish a page that no clinician has reviewed."),
    )
    privacy_practices = models.TextField(_("notice of privacy practices"), blank=True)
    nondiscrimination = models.TextField(_("nondiscrimination notice"), blank=True)
    language_assistance = models.TextField(_("language assistance notice"), blank=True)
    billing = models.TextField(_("billing notice"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic")
        constraints = [
            models.CheckConstraint(name="only_one_clinic", condition=models.Q(pk=1)),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls):
        """The clinic, or an unsaved one before anyone has entered it."""
        return cls.objects.first() or cls(name=str(_("Our clinic")))

    @property
    def phone_link(self):
        return phone_link(self.phone)

    def notices(self):
        """The filled notices as (slug, title, text)."""
        fields = ("privacy_practices", "nondiscrimination", "language_assistance", "billing")
        for name in fields:
            if text := getattr(self, name).strip():
                title = str(self._meta.get_field(name).verbose_name)
                yield name.replace("_", "-"), title[:1].upper() + title[1:], text
