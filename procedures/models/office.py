from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .hours import spans_in_words, week, week_in_words
from .opening import opening_in_words
from .origin import WithOrigin
from .phone import PhoneField, phone_link
from .version import WithHistory


class Weekday(models.IntegerChoices):
    """Numbered as ``date.weekday()`` does."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def check_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("Enter a time zone such as America/New_York."))


class OfficeQuerySet(models.QuerySet):
    def published(self, at=None):
        """Offices have no schedule; ``at`` is there so that the word reads the same everywhere."""
        return self.filter(is_public=True)


class Office(WithOrigin, WithHistory):
    ROWS = ("hours", "closed_days")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address on the site"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("Another page has this address already.")},
    )
    is_public = models.BooleanField(_("shown on the site"), default=True)
    street = models.CharField(_("street"), max_length=120)
    suite = models.CharField(_("suite or floor"), max_length=60, blank=True)
    city = models.CharField(_("city"), max_length=80)
    state = models.CharField(
        _("state"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two letters, like DC."))],
    )
    zip_code = models.CharField(
        _("ZIP code"),
        max_length=10,
        validators=[RegexValidator(r"^\d{5}(-\d{4})?$", _("Five digits, like 20001."))],
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    phone = PhoneField(_("phone"))
    email = models.EmailField(
        _("email for new requests"),
        blank=True,
        help_text=_("Not shown on the site. It gets a note without any patient's data."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="America/New_York", validators=[check_time_zone]
    )
    parking = models.TextField(_("parking and transit"), blank=True)
    access = models.TextField(_("step-free access"), blank=True)
    booking_promise = models.CharField(
        _("booking promise of this office"),
        max_length=200,
        blank=True,
        help_text=_(
            "When this office answers, as in “We call you back within two working days.” "
            "It is shown instead of the clinic’s."
        ),
    )
    shows_measured_promise = models.BooleanField(
        _("show how fast this office answers"),
        default=False,
        help_text=_(
            "As measured, instead of a promise: “Riverside usually answers within 3 working "
            "hours (last 30 days).” Shown only once 20 answers in 30 days are measured."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower numbers come first.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("procedures:office", args=[self.slug])

    def is_published(self, at=None):
        return self.is_public

    @property
    def phone_link(self):
        return phone_link(self.phone)

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    def hours_in_words(self):
        """As in ["Monday to Friday, 8 am to 5 pm", "Saturday, 9 am to 12 pm"]."""
        return week_in_words(self.hours.all(), lambda day: Weekday(day).label)

    def hours_by_day(self):
        """Seven (day, hours in words), Monday first; closed days have empty words."""
        return [
            (Weekday(day).label, spans_in_words(spans)) for day, spans in week(self.hours.all())
        ]

    def now_in_words(self, at=None):
        """As in "Open now, until 5 pm" or "Closed now. Opens tomorrow at 8 am."."""
        return opening_in_words(self, at)

    def address_in_a_line(self):
        return f"{self.street}, {self.city}, {self.state} {self.zip_code}"

    def coming_closed_days(self, at=None):
        """Closed days from today on, in the office's own time zone."""
        today = (at or timezone.now()).astimezone(self.zone).date()
        return [day for day in self.closed_days.all() if day.date >= today]

    def content(self):
        names = (
            "name", "slug", "is_public", "street", "suite", "city", "state", "zip_code",
            "phone", "email", "time_zone", "parking", "access", "position",
        )  # fmt: skip
        content = {name: getattr(self, name) for name in names}
        # as floats: the database pads decimals that a file does not
        content["place"] = [
            None if number is None else float(number) for number in (self.latitude, self.longitude)
        ]
        content["hours"] = [str(span) for span in self.hours.all()]
        content["closed"] = [str(day) for day in self.closed_days.all()]
        # only once they are set: offices that were stamped before these fields came stay untouched
        content |= {
            name: getattr(self, name)
            for name in ("booking_promise", "shows_measured_promise")
            if getattr(self, name)
        }
        return content


class OfficeHours(models.Model):
    office = models.ForeignKey(Office, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="office_opens_before_it_closes",
                condition=models.Q(opens__lt=models.F("closes")),
                violation_error_message=_("The office must open before it closes."),
            ),
            models.UniqueConstraint(
                name="office_opens_once_at_a_time",
                fields=["office", "weekday", "opens"],
                violation_error_message=_("These hours are there already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class ClosedDay(models.Model):
    office = models.ForeignKey(Office, models.CASCADE, related_name="closed_days")
    date = models.DateField(_("date"))
    reason = models.CharField(_("reason"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                name="office_closes_once_a_day",
                fields=["office", "date"],
                violation_error_message=_("This day is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.reason}".strip()
