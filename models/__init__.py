"""The database: tables of a programme, what is different between two states of it, and the way in and out (`store`)."""
