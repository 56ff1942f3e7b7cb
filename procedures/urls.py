from django.urls import path

from .views import (
    a_to_z,
    conditions,
    home,
    machines,
    notices,
    offices,
    pictures,
    preview,
    procedures,
    search,
)
from .views.public import AHEAD

app_name = "procedures"
urlpatterns = [
    path("", home.page, name="home"),
    path("procedures/", procedures.index, name="procedures"),
    path("procedures/<slug:slug>/", procedures.page, name="procedure"),
    path("conditions/", conditions.index, name="conditions"),
    path("conditions/<slug:slug>/", conditions.page, name="condition"),
    path("offices/", offices.index, name="offices"),
    path("offices/<slug:slug>/", offices.page, name="office"),
    path("a-to-z/", a_to_z.page, name="a-to-z"),
    path("offices/<slug:slug>/contact.vcf", offices.card, name="contact-card"),
    path("search/", search.page, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("notices/<slug:slug>/", notices.page, name="notice"),
    path("pictures/<slug:token>-<int:width>.<slug:kind>", pictures.file, name="picture"),
    path("preview/<str:token>/", preview.page, name="preview"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_part, name="sitemap-part"),
    path(AHEAD.removeprefix("/"), machines.reading_ahead, name="reading-ahead"),
    path("robots.txt", machines.robots, name="robots"),
    path("site.webmanifest", machines.manifest, name="manifest"),
]
