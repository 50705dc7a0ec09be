"""Replies by mail: whoever got a message of ours answers it, and the answer is registered like any other.

`token` is what ties a reply to the message it answers, `reply` what was read of one, `authentication` what our mail
server says of its sender, `grammar` and `short` how an answer is written (by the table in `phrases`; `examples` is what
is shown of it), `wording` what is told by return.
"""
