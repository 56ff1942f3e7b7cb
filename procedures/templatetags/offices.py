from django import template

from .. import nearest

register = template.Library()
register.filter("where", nearest.where)
register.filter("map_link", nearest.map_link)
