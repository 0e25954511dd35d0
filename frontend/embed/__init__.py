"""Frames for other sites: for reading only, by an allow-list, described by oEmbed."""
