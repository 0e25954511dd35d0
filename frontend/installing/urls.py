"""Addresses of the manifest, the offline page and the service worker."""

from django.urls import path

from frontend.installing.manifest import manifest
from frontend.installing.offline import offline
from frontend.installing.worker import service_worker

urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("offline/", offline, name="offline"),
    path("service-worker.js", service_worker, name="service_worker"),
]
