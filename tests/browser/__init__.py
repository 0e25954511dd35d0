"""The browser's tests: a real server, a real database, real sockets, several people at once."""
