"""What `planning.checks` is made of: the most money that can be somewhere, the least that must be, and what is odd."""
