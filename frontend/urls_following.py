"""Addresses of following and of one's own calendar."""

from django.urls import path

from frontend import following, my_calendar

urlpatterns = [
    path("me/following/", following.following_list, name="following"),
    path("me/following/state/", following.state, name="following_state"),
    path("me/following/calendar/", my_calendar.renew_calendar, name="renew_calendar"),
    path("follow/<slug:kind>/<int:number>/", following.follow, name="follow"),
    path("calendar/<slug:key>.ics", my_calendar.my_calendar, name="my_calendar"),
]
