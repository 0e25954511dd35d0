"""allauth.account in one step, with the e-mail address sealed."""
