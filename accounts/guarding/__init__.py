"""The security administrator's pages: people's accounts, and the security log."""
