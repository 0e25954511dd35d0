"""What whoever answers, or prepares answers, is given to hand from all rooms."""
