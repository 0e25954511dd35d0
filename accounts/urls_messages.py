"""Addresses of how one is told of things."""

from django.urls import path

from accounts import views_messages as views

urlpatterns = [
    path("me/account/messages/", views.message_preferences, name="message_preferences"),
    path("me/account/messages/devices/", views.device_add, name="device_add"),
    path("me/account/messages/devices/<int:pk>/remove/", views.device_remove, name="device_remove"),
    path("me/account/messages/devices/test/", views.device_test, name="device_test"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
