"""Replies by mail: whether a mail is one (`fitting`), and what becomes of it (`taking`)."""
