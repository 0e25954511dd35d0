"""Short links, QR codes and posters: the ways from a wall, a screen or a chat to a page."""
