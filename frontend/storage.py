"""How static files are served: hashed names, in modules too; our own slimmed; pressed once."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.base import ContentFile, File
from servestatic.storage import CompressedManifestStaticFilesStorage

from frontend.slim import slim

# Pages of operators and developers: many megabytes that would take half a minute to press.
UNCOMPRESSED = ("admin/", "guardian/", "ninja/")


class HashedModules(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files whose modules import one another by hashed names.

    Without this a page could mix a new module with an old one from the browser's cache, and
    modules could not be kept for ever as everything else is.
    """

    support_js_module_import_aggregation = True
    # A module's name hangs on the names of what it imports: each pass settles one step of the
    # longest way from module to module, in whatever order the disk lists them.
    max_post_process_passes = 20

    def _save(self, name: str, content: File[bytes]) -> str:
        """Write a file; our own scripts and styles without what only their readers need."""
        if name.startswith(("js/", "css/")) and name.endswith((".js", ".css")):
            content.seek(0)
            content = ContentFile(slim(content.read().decode()).encode())
        return str(super()._save(name, content))

    def compress_files(self, paths: set[str]) -> Iterator[tuple[str, str]]:
        """Yield (name, compressed name) for what every visitor loads."""
        yield from super().compress_files({p for p in paths if not p.startswith(UNCOMPRESSED)})
