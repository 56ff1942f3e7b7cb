from django.core.paginator import InvalidPage, Paginator
from django.http import Http404


def in_pages(request, things, on_a_page):
    """The part of a long list that ``?page=`` asks for. Raises Http404 if it is not there."""
    try:
        return Paginator(things, on_a_page).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
