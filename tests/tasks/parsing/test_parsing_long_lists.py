"""Lists as long as a sheet's, in the text of a mail."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from samraad.notification import Problem, Suspicion, Unclear
from tasks.parsing import read
from tests.tasks.parsing.sheet_cases import HEAD, TOFT


@pytest.mark.parametrize("attached", [False, True])
@pytest.mark.parametrize("wrapped", ["{}", '<p class="MsoNormal" style="margin:0cm"><span>{}<o:p></o:p></span></p>'])
def test_a_list_of_two_thousand_as_a_table_of_the_mail_is_read(wrapped: str, attached: bool) -> None:
    rows = [HEAD, *([f"Mikkel Toft {n}", f"{1 + n % 28:02}0310-{5000 + n}", TOFT[2]] for n in range(2_000))]
    cells = ("".join(f"<td>{wrapped.format(cell)}</td>" for cell in row) for row in rows)
    markup = f"<p>Ugens liste.</p><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    mail = EmailMessage()
    mail.set_content("Se listen.")
    if attached:
        mail.add_attachment(markup.encode(), "text", "html", filename="liste.html")
    else:
        mail.add_alternative(markup, subtype="html")

    entries = read(mail.as_bytes()).entries

    assert sum(isinstance(entry, Suspicion) for entry in entries) == len(entries) == 2_000


@pytest.mark.parametrize("kind", ["html", "plain"])
def test_a_long_list_of_columns_nobody_knows_is_one_layout_to_teach(kind: str) -> None:
    rows = [["Felt A", "Felt B", "Felt C"], *([f"K-{n}", "x" * 60, "T"] for n in range(2_000))]
    markup = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    mail = EmailMessage()
    if kind == "html":
        mail.set_content(f"<table>{markup}</table>", subtype="html")
    else:
        known = [
            HEAD,
            *([f"Mikkel Toft {n}", f"{1 + n % 28:02}0310-{5000 + n}", "Vold" + " " * 40] for n in range(2_000)),
        ]
        mail.set_content("Hermed listen.\n\n" + "\n".join(" | ".join(row) for row in known))

    entries = read(mail.as_bytes()).entries

    if kind == "html":
        assert [entry.code for entry in entries if isinstance(entry, Unclear)] == [Problem.UNKNOWN_LAYOUT]
    else:
        assert sum(isinstance(entry, Suspicion) for entry in entries) == 2_000
