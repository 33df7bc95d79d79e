"""Tables of the database. Nothing is stored yet; `base` holds what every table will share."""
