"""The only crossing between tables and `planning`, a module per subject.

Everything here works in the session, and so in the transaction, of its caller. What changes something writes its log
entry in the same transaction.
"""
