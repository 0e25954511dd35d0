"""Addresses of following, of one's own calendar and of the notifications' service worker."""

from django.urls import path

from frontend import following, my_calendar
from frontend.service_worker import service_worker

urlpatterns = [
    path("me/following/", following.following_list, name="following"),
    path("me/following/state/", following.state, name="following_state"),
    path("me/following/calendar/", my_calendar.renew_calendar, name="renew_calendar"),
    path("follow/<slug:kind>/<int:number>/", following.follow, name="follow"),
    path("calendar/<slug:key>.ics", my_calendar.my_calendar, name="my_calendar"),
    path("service-worker.js", service_worker, name="service_worker"),
]
