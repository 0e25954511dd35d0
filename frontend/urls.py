"""The general pages and the switch of language."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from frontend import views
from frontend.today.views import today

# Known only when the static files were collected, so not yet when addresses are read.
static_lazy = lazy(static, str)

urlpatterns = [
    path("", views.home, name="home"),
    path("sessions/", views.session_list, name="session_list"),
    path("office/", today, name="office"),
    # Browsers ask for it by this name whatever the page says.
    path("favicon.ico", RedirectView.as_view(url=static_lazy("img/seal.svg")), name="favicon"),
    path("i18n/", views.language, name="set_language"),
]
