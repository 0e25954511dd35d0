"""All writes of the moderation desk: leases, and decisions with their record."""
