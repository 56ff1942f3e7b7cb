"""The list of requests: a tab in the order of the queue, or what a search found."""

from urllib.parse import urlencode

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import cached_property

from .. import queue
from ..offices_served import offices_served, requests_seen_by, serves_all_offices
from .words import InWords

TAB = "tab"


def offices_of(request):
    """Those that the colleague serves, with all that tells their time; asked for once a page."""
    if not hasattr(request, "offices_served"):
        served = offices_served(request.user).prefetch_related("hours", "closed_days")
        request.offices_served = list(served)
    return request.offices_served


class RequestList(ChangeList):
    """Stock filters and pages; the order is that of ``queue.py``, which no database can sort by."""

    def __init__(self, request, *args, **kwargs):
        self.colleague, self.found = request.user, getattr(request, "found", None)
        self.at = timezone.now()
        self.offices = {office.pk: office for office in offices_of(request)}
        asked = request.GET.get(TAB)
        self.tab = queue.Tab(asked) if asked in queue.Tab.values else queue.Tab.CALL
        super().__init__(request, *args, **kwargs)

    def get_filters_params(self, params=None):
        filters = super().get_filters_params(params)
        filters.pop(TAB, None)
        return filters

    def get_results(self, request):
        self.paginator = Paginator(self.keys, self.list_per_page)
        self.page_num = self.paginator.get_page(self.page_num).number  # the list may be shorter now
        self.result_count = self.full_result_count = len(self.keys)
        self.show_full_result_count, self.show_admin_actions = False, False
        self.can_show_all, self.multi_page = False, self.result_count > self.list_per_page
        self.result_list = []  # a page of rows is fetched by who shows it

    @cached_property
    def keys(self):
        """Of all requests in the list, in its order."""
        if self.found is not None:
            allowed = set(self.queryset.values_list("pk", flat=True))
            return [pk for pk in self.found if pk in allowed]
        return queue.in_order(self.queryset, self.tab, self._offices_asked_for(), self.at)

    @cached_property
    def office(self):
        """The one that the list is narrowed to, if it is."""
        asked = self.params.get("office")
        return next((office for office in self.offices.values() if str(office.pk) == asked), None)

    def _offices_asked_for(self):
        if self.office:
            return [self.office]
        # what has lost its office stands with those who serve all of them
        lost = [None] if serves_all_offices(self.colleague) else []
        return [*self.offices.values(), *lost]

    def page(self):
        """The requests of this page."""
        return self.requests(self.paginator.get_page(self.page_num).object_list)

    def requests(self, keys):
        """In the order of the keys."""
        found = requests_seen_by(self.colleague).select_related("assigned_to").in_bulk(list(keys))
        for request in found.values():
            request.office = self.offices.get(request.office_id)
        return [found[pk] for pk in keys if pk in found]

    def in_words(self, requests):
        return [InWords(request, self.at) for request in requests]

    @cached_property
    def counts(self):
        """Of each tab; the office narrows them, the other filters do not."""
        requests = requests_seen_by(self.colleague)
        return queue.counts(requests.filter(office=self.office) if self.office else requests)

    def tabs(self):
        """(tab, how many, address, is it this one)"""
        for tab in queue.Tab:
            yield tab, many(self.counts[tab]), self.address_of(tab), tab == self.tab

    def address_of(self, tab):
        kept = {name: value for name, value in self.params.items() if value}
        return f"?{urlencode(kept | {TAB: tab.value})}"

    @property
    def is_cut(self):
        """A filter picks from the newest of the closed ones, but from all who wait."""
        if self.found is not None:
            return False
        listed = len(self.keys) if self.tab in queue.WAITING else self.counts[self.tab]
        return listed >= queue.LISTED_MOST

    @property
    def most(self):
        return queue.LISTED_MOST

    def neighbours(self, pk):
        """(place from 1 or None, how many, the one before, the one after) in this list.

        What has left the list is followed by whoever stands on top now.
        """
        if pk not in self.keys:
            return None, len(self.keys), None, next(iter(self.keys), None)
        place = self.keys.index(pk)
        before = self.keys[place - 1] if place else None
        return place + 1, len(self.keys), before, (self.keys[place + 1 :] or [None])[0]


def many(count):
    """Counting ends where the list does."""
    return f"{count}+" if count >= queue.LISTED_MOST else str(count)
