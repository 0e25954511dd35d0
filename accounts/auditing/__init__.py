"""Reading the audit log: finding acts, showing them, proving that none was changed."""
