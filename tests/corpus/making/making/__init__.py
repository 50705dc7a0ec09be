"""What the further corpus is made of: people, mails, sheets, documents, and the cases themselves."""
