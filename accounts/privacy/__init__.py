"""The pages of privacy: what people agree to, what is kept of them, and what they may do."""
