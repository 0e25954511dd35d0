"""Huiyin as an app on a device: manifest, service worker, the page without a network."""
