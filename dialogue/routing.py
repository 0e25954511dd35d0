"""Addresses of sockets."""

from django.urls import path

from dialogue.sockets import LiveConsumer

websocket_urlpatterns = [
    path("ws/v1/sessions/<int:number>", LiveConsumer.as_asgi()),
]
