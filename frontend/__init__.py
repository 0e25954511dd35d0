"""What people see: templates, static files, the home page. No models."""
