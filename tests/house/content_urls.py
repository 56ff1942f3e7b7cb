from django.urls import include, path

urlpatterns = [path("", include("procedures.urls"))]
