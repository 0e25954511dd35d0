"""The office's pages about people: units, leaders, rights, sheets, the audit log."""
