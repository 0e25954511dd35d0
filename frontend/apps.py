"""The room of pages and static files."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    """Templates, static files, template tags and the general pages."""

    name = "frontend"
