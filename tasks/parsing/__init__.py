"""Reading police mails: `read(raw)` makes a `samraad.notification.Letter` of the bytes of an .eml file."""

from tasks.parsing.mail import read

__all__ = ["read"]
