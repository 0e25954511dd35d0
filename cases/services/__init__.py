"""All writes about cases."""
