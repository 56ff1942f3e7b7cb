"""Rows are put in order by buttons and by dragging; without script by the numbers, as they are."""

from django.forms import Media, Script


class WithOrder:
    """For the admin of anything whose rows have a ``position``; its form includes
    ``admin/procedures/procedure/order.html``, which holds the words."""

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["admin_desk/ordering.css"]},
            js=[Script("admin_desk/ordering.js", type="module")],
        )
