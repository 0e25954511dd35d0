"""All writes about sessions."""
