"""Text messages to telephones: one function, and a way out that settings choose."""

from accounts.sms.sending import Backend, SmsFailed, available, send, waits

__all__ = ["Backend", "SmsFailed", "available", "send", "waits"]
