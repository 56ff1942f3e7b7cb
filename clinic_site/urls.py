from django.contrib import admin
from django.urls import include, path

from . import errors, health, metrics, security_txt

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.page, name="metrics"),
    path(security_txt.PATH, security_txt.page, name="security-txt"),
    path("admin/", admin.site.urls),
    path("book/", include("procedures.booking.urls")),
    path("", include("procedures.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
