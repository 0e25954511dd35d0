"""All writes of the live room: check, change, record in one transaction."""
