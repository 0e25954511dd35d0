"""Second factors, and the sign-ins of a person: what guards an account beside its password."""
