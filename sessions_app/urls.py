"""Addresses of the schedule's office."""

from django.urls import path

from sessions_app import rehearsal_views
from sessions_app.offices import lists, papers, people, sessions, steps, topics

ONE = "office/sessions/<int:number>/"

urlpatterns = [
    path("office/sessions/", lists.schedule, name="office_sessions"),
    path("office/sessions/new/", sessions.new, name="office_session_new"),
    path(ONE, sessions.page, name="office_session"),
    path(f"{ONE}edit/", sessions.edit, name="office_session_edit"),
    path(f"{ONE}guests/", people.guests, name="office_session_guests"),
    path(f"{ONE}people/", people.people, name="office_session_people"),
    path(f"{ONE}papers/", papers.papers, name="office_session_papers"),
    path(f"{ONE}announce/", steps.announce, name="office_session_announce"),
    path(f"{ONE}postpone/", steps.postpone, name="office_session_postpone"),
    path(f"{ONE}cancel/", steps.cancel, name="office_session_cancel"),
    path(f"{ONE}clone/", steps.clone, name="office_session_clone"),
    path(f"{ONE}rehearse/", rehearsal_views.rehearse, name="office_rehearse"),
    path(f"{ONE}rehearse/discard/", rehearsal_views.discard, name="office_rehearsal_discard"),
    path(f"{ONE}stream/", rehearsal_views.try_stream, name="office_stream_test"),
    path("office/topics/", topics.topics, name="office_topics"),
    path("office/topics/new/", topics.new, name="office_topic_new"),
    path("office/topics/<int:pk>/", topics.edit, name="office_topic"),
]
