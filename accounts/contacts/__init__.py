"""allauth's account app, with what it stores about how to reach people sealed."""
