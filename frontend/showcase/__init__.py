"""In development: every component and every template part on one page, as they really look."""
