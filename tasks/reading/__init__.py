"""How a mail comes to be read: in a child process with limits, or in this one.

`port.Reader` is what intake asks. `children.Children` is the real one: a mail that is too much for it harms nothing but
its own child. `here.Here` reads in the same process, for tests of the domain.

    children.py  processes that are ready to read, and how a mail is handed to one
    zygote.py    such a process: all parsers imported, it forks a child for each mail
    child.py     the child: limits itself, reads, answers
    wire.py      how they talk
    headers.py   what can be told of a mail that could not be read
"""
