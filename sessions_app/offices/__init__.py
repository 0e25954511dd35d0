"""The pages on which staff plan: sessions, who takes part in them, topics."""
