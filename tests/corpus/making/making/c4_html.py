# ruff: noqa: E501 - a line is a line as the police wrote it
"""401-413: HTML."""

from __future__ import annotations

import base64
from typing import Any

from making.documents import picture
from making.mails import body, head, html, parts
from making.people import Person, person
from making.plan import Case, case, ignored, opened, quarantined

Made = tuple[Any, ...]


def _p(who: Person, offence: str, j: str) -> str:
    return f"<p>{who.name}, cpr-nr. {who.cpr}, er sigtet for {offence}.</p><p>Journalnr. {j}</p>"


@case(
    "401-hidden-text.eml",
    "Text hidden in seven ways names other persons.",
    "What the reader of the mail cannot see must not open a case.",
)
def _(c: Case) -> Made:
    who = person("Marius Vejrup Stæhr", "2010-03-22")
    ghosts = [
        person(f"{given} Holmgren Kjær", f"2010-{n:02d}-28")
        for n, given in enumerate(("Abel", "Berta", "Clement", "Disa", "Erling", "Fanny", "Gustava"), 1)
    ]
    said = [f"{g.name}, cpr-nr. {g.cpr}, er sigtet for vold." for g in ghosts]
    page = (
        f'<style>.x{{display:none}} .y{{visibility:hidden}}</style>{_p(who, "vold", c.journal())}<p style="display:none">{said[0]}</p>'
        f'<p class="x">{said[1]}</p><p class="y">{said[2]}</p><span style="font-size:0">{said[3]}</span><!-- {said[4]} -->'
        f'<p hidden>{said[5]}</p><p style="color:#ffffff;background-color:#ffffff">{said[6]}</p>'
    )
    return (
        html(c, "Underretning", page),
        [opened(who, "vold")],
        {"not_read": [f"{g.name} (hidden)" for g in ghosts], "may_also": [quarantined("hidden text")]},
    )


@case(
    "402-table-of-persons.eml",
    "An HTML table with a header row and three persons, one of them an adult.",
    "A table in the text is a list as much as a sheet is; it has no sheet rows.",
)
def _(c: Case) -> Made:
    a, b, d = (
        person("Viola Tornøe Gram", "2011-08-04"),
        person("Sigurd Ibsgaard Lei", "2010-05-22"),
        person("Torsten Ibsgaard Lei", "2005-05-12"),
    )
    lines = "".join(
        f"<tr><td>{p.name}</td><td>{p.cpr}</td><td>{o}</td><td>{c.journal(salt=o)}</td></tr>"
        for p, o in ((a, "Butikstyveri"), (b, "Vold"), (d, "Vold"))
    )
    return html(
        c,
        "Ugens sigtede",
        f"<p>Følgende unge er sigtet:</p><table><tr><th>Navn</th><th>CPR</th><th>Sigtelse</th><th>Journalnr.</th></tr>{lines}<tr><td>I alt</td><td></td><td>3</td><td></td></tr></table>",
    ), [opened(a, "Butikstyveri"), opened(b, "Vold"), ignored(d, "Vold")]


@case(
    "403-plain-says-see-html.eml",
    "multipart/alternative whose plain version says 'kan ikke vises'.",
    "The plain version may be a dummy: what the HTML says counts.",
)
def _(c: Case) -> Made:
    who = person("Ivalu Petersen Olsvig", "2010-12-03")
    page = f"<html><body>{_p(who, 'tyveri', c.journal('76511'))}</body></html>"
    return head(c, "Underretning").encode() + parts(
        "alternative", body("Din mail kan ikke vise denne besked.\n"), body(page, "html")
    ), [opened(who, "tyveri")]


@case("404-both-versions-once.eml", "multipart/alternative that says the same twice.", "One person, one row, one case.")
def _(c: Case) -> Made:
    who, j = person("Konstantin Bro Meyer", "2009-06-17"), c.journal()
    text = f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\n\nJournalnr. {j}\n"
    return head(c, "Underretning").encode() + parts(
        "alternative", body(text), body(f"<html><body>{_p(who, 'vold', j)}</body></html>", "html")
    ), [opened(who, "vold")]


@case(
    "405-html-reply-history.eml",
    "An HTML reply; Outlook's and Gmail's history containers name other persons.",
    "Only the new part counts, in HTML too.",
)
def _(c: Case) -> Made:
    who, a, b = (
        person("Hugo Wesseltoft Ry", "2010-09-26"),
        person("Alban Bjerre Birk", "2010-09-27"),
        person("Benedikte Dalby Juelsen", "2010-09-28"),
    )
    page = (
        f'{_p(who, "trusler", c.journal("71411"))}<div id="divRplyFwdMsg"><hr><b>Fra:</b> Modtagelsen &lt;underretning@kommune.example&gt;<br><b>Sendt:</b> 10. august 2026 09:00<br><b>Til:</b> Politiet<br><b>Emne:</b> Underretning</div>'
        f'<div>{_p(a, "vold", c.journal(salt="a"))}</div><div class="gmail_quote"><blockquote type="cite">{_p(b, "vold", c.journal(salt="b"))}</blockquote></div>'
    )
    return (
        html(c, "SV: Underretning", page, extra="In-Reply-To: <kvit-20260810-0003@kommune.example>\n"),
        [opened(who, "trusler")],
        {"not_read": [a.name, b.name]},
    )


@case(
    "406-html-forward.eml",
    "An HTML forward; the message stands below Outlook's header block.",
    "In a forwarded mail the older mail is the message.",
)
def _(c: Case) -> Made:
    who = person("Tilde Munkholm Sejr", "2011-05-24")
    page = (
        '<p>Til jer.</p><p>Mvh Vagten</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>Fra:</b> Station Strandby &lt;strandby@politi.example&gt;<br>'
        f"<b>Sendt:</b> 11. august 2026 22:14<br><b>Til:</b> Vagten<br><b>Emne:</b> Underretning</p></div>{_p(who, 'hærværk', c.journal('75311'))}"
    )
    return html(c, "VS: Underretning", page), [opened(who, "hærværk")]


@case(
    "407-entities-and-breaks.eml",
    "Numeric entities, no-break spaces and a line-break tag inside the data.",
    "Browsers show a plain name and number; so do we.",
)
def _(c: Case) -> Made:
    who = person("Åse Brønnum Kjølby", "2010-02-04")
    cpr = (who.cpr or "").replace("-", "&#8209;")
    page = f"<p>Navn:&nbsp;&#197;se Br&#248;nnum<br>\nKj&#xF8;lby</p><p>CPR&#8209;nr.:&nbsp;{cpr}</p><p>Mist&aelig;nkt&nbsp;for:&nbsp;vold</p><p>Journalnr.: {c.journal()}</p>"
    return html(c, "Underretning", page.replace("<br>\n", " ")), [opened(who, "vold")]


@case(
    "408-table-turned.eml",
    "A table with the labels down the left side and two persons beside each other.",
    "Each column is a person; who cannot map it asks a person.",
)
def _(c: Case) -> Made:
    a, b = person("Holger Juncker Ask", "2009-07-29"), person("Karen Juncker Ask", "2011-09-01")
    page = f"<table><tr><td>Navn</td><td>{a.name}</td><td>{b.name}</td></tr><tr><td>CPR-nr.</td><td>{a.cpr}</td><td>{b.cpr}</td></tr><tr><td>Sigtet for</td><td>Indbrud</td><td>Hæleri</td></tr></table>"
    return (
        html(c, "To søskende", page),
        [opened(a, "Indbrud"), opened(b, "Hæleri")],
        {
            "also_accepted_rows": [
                [quarantined("table not understood")],
                [quarantined("table not understood", name=a.name), quarantined("table not understood", name=b.name)],
            ]
        },
    )


@case(
    "409-signature-logo.eml",
    "multipart/related with the police's logo as an inline picture.",
    "A logo the HTML itself shows is no document somebody has to read.",
)
def _(c: Case) -> Made:
    who = person("Benjamin Falkenberg Dal", "2010-04-11")
    logo = f'Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <logo1@{c.token("logo", 6)}>\nContent-Disposition: inline; filename="image001.png"\n\n'.encode()

    logo += base64.encodebytes(picture(["POLITI"], size=(120, 60)))
    page = f'<html><body>{_p(who, "vold", c.journal())}<img src="cid:logo1@{c.token("logo", 6)}" width="120"></body></html>'
    return head(c, "Underretning").encode() + parts(
        "related", body(page, "html"), logo, parameters='; type="text/html"'
    ), [opened(who, "vold")]


@case(
    "410-html-is-a-picture-only.eml",
    "HTML that shows nothing but a picture of a letter.",
    "Nothing to read for us: a person reads the picture.",
)
def _(c: Case) -> Made:

    letter = (
        b'Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <scan1>\nContent-Disposition: inline; filename="scan.png"\n\n'
        + base64.encodebytes(picture(["Underretning", "Navn: Arne Test Billede", "Sigtet for: vold"]))
    )
    return head(c, "Underretning").encode() + parts(
        "related", body('<html><body><img src="cid:scan1"></body></html>', "html"), letter
    ), [quarantined("a picture without text")]


@case(
    "411-unclosed-markup.eml",
    "HTML with unclosed tags, a table in a table and Word's own tags.",
    "Word writes such pages every day.",
)
def _(c: Case) -> Made:
    who = person("Nikoline Zeuthen Hoe", "2011-02-26")
    page = (
        "<div class=WordSection1><p class=MsoNormal>Underretning<o:p></o:p></p><table><tr><td><table><tr><td><b>Navn:</b><td>"
        f"{who.name}<tr><td><b>CPR-nr.:</b><td>{who.cpr}<tr><td><b>Sigtet for:</b><td>r&oslash;veri<tr><td><b>Journalnr.:</b><td>{c.journal('76111')}</table></table><p>Venlig hilsen"
    )
    return html(c, "Underretning", page), [opened(who, "røveri")]


@case(
    "412-script-and-form.eml",
    "Script, form fields and an iframe beside the text; one hidden field names a person.",
    "Only what is shown is read, and nothing is run or fetched.",
)
def _(c: Case) -> Made:
    who, ghost = person("Philippa Roed Tang", "2009-09-15"), person("Caspar Ebbesen Rygaard", "2009-09-16")
    page = f'<script>document.write(\'{ghost.name} {ghost.cpr} er sigtet for vold\')</script>{_p(who, "vold", c.journal())}<form><input type=hidden value="{ghost.name}, {ghost.cpr}, sigtet for vold"></form><iframe src="http://sporing.example/x"></iframe><img src="http://sporing.example/1.gif">'
    return html(c, "Underretning", page), [opened(who, "vold")], {"not_read": [ghost.name]}


@case(
    "413-alternatives-disagree.eml",
    "The plain version names one young person, the HTML version another.",
    "The two versions of a text must say the same; if they do not, no person may be lost.",
)
def _(c: Case) -> Made:
    a, b = person("Enok Sadolin Bjerg", "2010-06-03"), person("Tyge Sadolin Bjerg", "2009-01-29")
    rows = [opened(a, "vold", also_accepted=["quarantined"]), opened(b, "vold", also_accepted=["quarantined"])]
    data = head(c, "Underretning").encode() + parts(
        "alternative",
        body(f"{a.name}, cpr-nr. {a.cpr}, er sigtet for vold.\n"),
        body(f"<html><body><p>{b.name}, cpr-nr. {b.cpr}, er sigtet for vold.</p></body></html>", "html"),
    )
    return (
        data,
        rows,
        {
            "also_accepted_rows": [
                [quarantined("the two versions disagree")],
                [rows[0], quarantined("the two versions disagree")],
                [rows[1], quarantined("the two versions disagree")],
            ]
        },
    )
