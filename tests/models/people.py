"""People of the tests."""

from models.store.who import Who

WHO = Who(None, "opdrachtregel")
