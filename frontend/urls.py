"""The general pages and the switch of language."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from frontend import calendars, directory_pages, feeds, schedule, views
from frontend.bigscreen import views as bigscreen
from frontend.embed import views as embed
from frontend.embed.oembed import oembed
from frontend.page_words import LiveWords
from frontend.showcase.views import showcase
from frontend.today.views import today
from frontend.wishes import office as office_wishes
from frontend.wishes import views as wishes

# Known only when the static files were collected, so not yet when addresses are read.
static_lazy = lazy(static, str)

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("sessions/", schedule.session_list, name="session_list"),
    path("sessions/<int:number>/session.ics", calendars.session_ics, name="session_ics"),
    path("sessions/<int:number>/screen/", bigscreen.big_screen, name="screen"),
    path("embed/sessions/<int:number>/", embed.live, name="embed_live"),
    path("embed/sessions/<int:number>/questions/", embed.questions, name="embed_questions"),
    path("embed/sessions/<int:number>/transcript/", embed.transcript, name="embed_transcript"),
    path("embed/sessions/<int:number>/entries/<int:seq>/", embed.entry, name="embed_entry"),
    path("oembed", oembed, name="oembed"),
    path("jsi18n/of/live/", LiveWords.as_view(packages=[]), name="jsi18n_live"),
    path("jsi18n/<str:lang>/", bigscreen.catalog, name="jsi18n_in"),
    path("leaders/", directory_pages.leaders, name="leaders"),
    path("leaders/<int:pk>/", directory_pages.leader, name="leader"),
    path("units/", directory_pages.units, name="units"),
    path("units/<int:pk>/", directory_pages.unit, name="unit"),
    path("topics/<slug:code>/", directory_pages.topic, name="topic"),
    path("wishes/", wishes.listed, name="wishes"),
    path("wishes/new/", wishes.new, name="new_wish"),
    path("wishes/<int:pk>/", wishes.one, name="wish"),
    path("wishes/<int:pk>/vote/", wishes.vote, name="vote"),
    path("office/wishes/", office_wishes.listed, name="office_wishes"),
    path("office/wishes/<int:pk>/", office_wishes.one, name="office_wish"),
    path("calendar.ics", calendars.all_coming, name="calendar"),
    path("units/<int:pk>/calendar.ics", calendars.of_unit, name="unit_calendar"),
    path("leaders/<int:pk>/calendar.ics", calendars.of_leader, name="leader_calendar"),
    path("topics/<slug:code>/calendar.ics", calendars.of_topic, name="topic_calendar"),
    path("feeds/sessions.atom", feeds.whole, name="feed"),
    path("units/<int:pk>/sessions.atom", feeds.of_unit, name="unit_feed"),
    path("leaders/<int:pk>/sessions.atom", feeds.of_leader, name="leader_feed"),
    path("topics/<slug:code>/sessions.atom", feeds.of_topic, name="topic_feed"),
    path("office/", today, name="office"),
    # Browsers ask for it by this name whatever the page says.
    path("favicon.ico", RedirectView.as_view(url=static_lazy("img/seal.svg")), name="favicon"),
    path("i18n/", views.language, name="set_language"),
]

if settings.DEBUG:
    # For people who build this: every component and part on one page.
    urlpatterns.append(path("looks/", showcase, name="showcase"))
