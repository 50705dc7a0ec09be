# ruff: noqa: E501 - a line is a line as the police wrote it
"""901-912: what nobody wrote, and invitations."""

from __future__ import annotations

from typing import Any

from making.c1_text import END
from making.mails import body, head, mail_part, parts, plain, raw_body
from making.people import person
from making.plan import Case, case, ignored, opened, quarantined

Made = tuple[Any, ...]


@case(
    "901-auto-replied-quotes-person.eml",
    "An automatic reply that quotes a notification with a person.",
    "Automatic replies are ignored, whatever they quote.",
)
def _(c: Case) -> Made:
    who = person("Alf Jespersen Vammen", "2010-03-31")
    return (
        plain(
            c,
            "Automatisk svar: Underretning",
            f"Jeg er på kursus.\n\n> {who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\n",
            extra="Auto-Submitted: auto-replied\n",
        ),
        [ignored(None, reason="auto-reply")],
        {"not_read": [who.name]},
    )


@case(
    "902-absence-exchange.eml",
    "Exchange's absence notice: auto-generated, with X-Auto-Response-Suppress and 'Automatisk svar:'.",
    "An absence notice says itself what it is; auto-generated alone would not be enough to ignore a mail.",
)
def _(c: Case) -> Made:
    extra = "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: hfj014@politi.example\nIn-Reply-To: <kvit-20261012-0001@kommune.example>\n"
    return plain(
        c, "Automatisk svar: Kvittering for underretning", "Jeg er på ferie til og med uge 43.\n", extra=extra
    ), [ignored(None, reason="absence notice", also_accepted=["quarantined"])]


def _report(c: Case, kind: str, text: str, status: str, original: bytes) -> bytes:
    return head(
        c,
        "Undelivered Mail Returned to Sender",
        sender="MAILER-DAEMON <mailer-daemon@politi.example>",
        extra="Auto-Submitted: auto-replied\n",
    ).encode() + parts(
        "report",
        body(text),
        raw_body(status.encode(), f"message/{kind}", "7bit"),
        mail_part(original),
        parameters=f"; report-type={kind}",
    )


@case(
    "903-bounce-with-original.eml",
    "A bounce (multipart/report) that encloses our letter with a person in it.",
    "A bounce is ignored; the person in it is ours already.",
)
def _(c: Case) -> Made:
    who = person("Birte Kallehave Grøn", "2010-01-14")
    original = b"From: underretning@kommune.example\nTo: ukendt@politi.example\nSubject: Kvittering\n" + body(
        f"Vi har modtaget: {who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\n"
    )
    return (
        _report(
            c,
            "delivery-status",
            "Mailen kunne ikke afleveres.\n",
            "Reporting-MTA: dns; mx2.politi.example\n\nFinal-Recipient: rfc822; ukendt@politi.example\nAction: failed\nStatus: 5.1.1\n",
            original,
        ),
        [ignored(None, reason="bounce")],
        {"not_read": [who.name]},
    )


@case("904-read-receipt.eml", "A read receipt (disposition notification).", "A report like a bounce: ignored.")
def _(c: Case) -> Made:
    return _report(
        c,
        "disposition-notification",
        "Din mail er læst.\n",
        "Reporting-UA: post.politi.example\nFinal-Recipient: rfc822; hfj014@politi.example\nDisposition: manual-action/MDN-sent-manually; displayed\n",
        b"Subject: Kvittering\n\n\n",
    ), [ignored(None, reason="read receipt")]


def _calendar(summary: str, description: str) -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Politi//DA",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:4711@politi.example",
        "DTSTAMP:20261012T080000Z",
        "DTSTART:20261015T080000Z",
        "DTEND:20261015T090000Z",
        f"SUMMARY:{summary}",
        f"DESCRIPTION:{description}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return raw_body("\n".join(lines).encode(), "text/calendar; method=REQUEST; charset=utf-8")


@case(
    "905-calendar-ssp-meeting.eml",
    "A calendar invitation to an SSP meeting; nobody is named.",
    "No notification: a person looks at it.",
)
def _(c: Case) -> Made:
    return head(c, "SSP-møde").encode() + parts(
        "alternative", body("SSP-møde den 15. oktober kl. 10 på rådhuset.\n"), _calendar("SSP-møde", "Dagsorden følger")
    ), [quarantined("not a notification")]


@case(
    "906-calendar-interrogation.eml",
    "A calendar invitation to an interrogation; the young person stands in the text.",
    "An invitation to an interrogation is a notification.",
)
def _(c: Case) -> Made:
    who = person("Ditlev Lauridsen Nymann", "2009-06-30")
    text = f"Afhøring af {who.name}, cpr-nr. {who.cpr}, der er sigtet for vold, torsdag den 15. oktober 2026 kl. 10.00 på Station Lerbæk.\nJournalnr. {c.journal()}\n"
    return (
        head(c, "Afhøring 15. oktober").encode()
        + parts("alternative", body(text), _calendar("Afhøring", "Se teksten")),
        [opened(who, "vold", interrogation=True)],
        {"may_also": [quarantined("calendar part not read")]},
    )


@case(
    "907-calendar-only-person.eml",
    "A calendar part alone, the young person in its description.",
    "No text part says it; who does not read calendars hands it to a person.",
)
def _(c: Case) -> Made:
    who = person("Else Mikkelsen Vammen", "2011-02-13")
    return head(c, "Afhøring").encode() + _calendar(
        "Afhøring", f"{who.name}\\, cpr-nr. {who.cpr}\\, er sigtet for tyveri. Journalnr. {c.journal('76511')}"
    ), [quarantined("calendar not read", also_accepted=["opened"])]


@case(
    "908-newsletter.eml",
    "A newsletter with List-Id and Precedence: bulk; it writes about vold among the young.",
    "No person: quarantined, not ignored, as sheets are sent in bulk too.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Nyhedsbrev: ungdomskriminalitet i tal",
        "Antallet af unge sigtet for vold er faldet med 4 procent.\n",
        sender="Nyt <nyt@forebyggelse.example>",
        extra="List-Id: <nyt.forebyggelse.example>\nPrecedence: bulk\n",
    ), [quarantined("not a notification")]


@case("909-auto-submitted-no.eml", "Auto-Submitted: no.", "It says that a person wrote it: read.")
def _(c: Case) -> Made:
    who = person("Folmer Nørregaard Fogh", "2010-05-21")
    return plain(
        c,
        "Underretning",
        f"{who.name}, cpr-nr. {who.cpr}, er sigtet for hærværk.\nJournalnr. {c.journal('75311')}{END}",
        extra="Auto-Submitted: no\n",
    ), [opened(who, "hærværk")]


@case(
    "910-auto-generated-notification.eml",
    "A system of the police mails a single notification, Auto-Submitted: auto-generated.",
    "Machines report persons too.",
)
def _(c: Case) -> Made:
    who = person("Grith Overgaard Mosegaard", "2011-10-20")
    return plain(
        c,
        "POLSAS: ny sigtelse",
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtelse: Vold\nJournalnr.: {c.journal()}\n",
        sender="<noreply@politi.example>",
        extra="Auto-Submitted: auto-generated\n",
    ), [opened(who, "Vold")]


@case(
    "911-marketing-spam.eml",
    "Advertising from outside.",
    "Not for us to judge by a machine: quarantined, a person dismisses it.",
)
def _(c: Case) -> Made:
    return plain(c, "Spar 40 % på kontorstole", "Kun i denne uge!\n", sender="<tilbud@stole.example>"), [
        quarantined("not a notification")
    ]


@case(
    "912-question-about-known-matter.eml",
    "A caseworker asks about a young person by first name; no suspicion is told.",
    "No notification; nothing is opened on a first name.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Spørgsmål om Mikkel",
        "Hej, kan I sige, om Mikkel er afhørt? Hans mor har ringet igen.\n\nMvh Karin, familieafdelingen\n",
        sender="<kar@kommune.example>",
    ), [quarantined("not a notification")]
