"""The big screen: a session for a whole room to read, without anything to press."""
