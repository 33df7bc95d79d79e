"""Planning in the background: what waits, who works on it, and what becomes of a worker that is gone.

The table of runs says what there is to do and who does it; the queue (huey) only wakes workers. So a message that is
lost, or comes twice, does no harm.
"""
