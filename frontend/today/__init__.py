"""The staff's home: what needs somebody now, across sessions and roles."""
