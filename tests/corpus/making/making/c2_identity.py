# ruff: noqa: E501 - a line is a line as the police wrote it
"""201-229: who is the same person, what came before, and how old somebody is on the day of receipt."""

from __future__ import annotations

from typing import Any

from making.c1_text import END
from making.mails import POLICE, head, plain, received_line
from making.mails import body as text_body
from making.people import Person, no_cpr, person
from making.plan import CASES, Case, attached, case, duplicate, ignored, opened, quarantined

Made = tuple[Any, ...]
JONAS = person("Jeppe Sandager Blom", "2010-04-02")
KATRINE = person("Katrine Elmgreen Hoff", "2009-10-10")
NO_ID = person("Halfdan Mørch Tolstrup", "2011-05-05")
BY_DATE = no_cpr("Ursula Hvidberg Lauritzen", "2010-11-11")
FIRST_CASE = "3700-71212-41001-26"


def _told(c: Case, who: Person, offence: str, j: str, **header: str | None) -> bytes:
    identity = f"CPR-nr.: {who.cpr}" if who.cpr else f"Fødselsdato: {who.dotted}"
    return plain(
        c, "Underretning", f"Navn: {who.name}\n{identity}\nSigtet for: {offence}\nJournalnr.: {j}{END}", **header
    )


@case("201-person-first-time.eml", "A person who comes again in 202 to 205.", "The first notification opens the case.")
def _(c: Case) -> Made:
    return _told(c, JONAS, "vold", FIRST_CASE), [opened(JONAS, "vold", police_case=FIRST_CASE)]


@case(
    "202-same-person-new-case.eml",
    "The person of 201 with another offence and another police case.",
    "A further notification belongs to the open case.",
)
def _(c: Case) -> Made:
    return _told(c, JONAS, "røveri", c.journal("76111")), [attached(JONAS, "røveri", reason="open case from 201")]


@case(
    "203-same-matter-new-mail.eml",
    "The person, offence and police case of 201 in a new mail with other words around.",
    "Rule 2: the same matter is a duplicate whatever the mail looks like.",
)
def _(c: Case) -> Made:
    text = f"Hej\n\nBlot en påmindelse: {JONAS.name}, cpr-nr. {JONAS.spaced}, er sigtet for vold. Journalnr. {FIRST_CASE}{END}"
    return plain(c, "Påmindelse om underretning", text), [
        duplicate(JONAS, "vold", reason="same person, offence and police case as 201")
    ]


@case(
    "204-same-case-other-offence.eml",
    "The person and police case of 201, the charge changed to grov vold.",
    "New information on the same matter: attached, not swallowed as a duplicate.",
)
def _(c: Case) -> Made:
    return _told(c, JONAS, "grov vold", FIRST_CASE), [
        attached(JONAS, "grov vold", reason="open case from 201, new details")
    ]


@case(
    "205-no-police-case-number.eml",
    "The person and offence of 201 without any police case number.",
    "A missing number matches nothing: it may be a new suspicion.",
)
def _(c: Case) -> Made:
    return plain(c, "Underretning", f"Navn: {JONAS.name}\nCPR-nr.: {JONAS.cpr}\nSigtet for: vold{END}"), [
        attached(JONAS, "vold", reason="open case from 201; no police case number")
    ]


@case(
    "206-used-message-id-other-content.eml",
    "The Message-ID of 201, but another person in it.",
    "Rule 1 to the letter says duplicate; whoever rather lets a person look at it has overlooked nobody.",
)
def _(c: Case) -> Made:
    who = person("Regitze Harboe Lindved", "2010-09-18")
    first = next(x for x in CASES if x.file == "201-person-first-time.eml")
    row = duplicate(who, "tyveri", reason="Message-ID already received in 201", also_accepted=["quarantined"])
    row["cpr"] = row["birth_date"] = row["age_at_receipt"] = None
    return _told(c, who, "tyveri", c.journal("76511"), message_id=f"<{first.token()}@{POLICE}>"), [row]


def _without_id(c: Case) -> bytes:
    when = "Tue, 18 Aug 2026 10:00:00 +0200"
    return _told(c, NO_ID, "hærværk", "3700-75311-41007-26", message_id=None, date=when)


@case("207-no-message-id.eml", "A mail without Message-ID.", "The header is missing, the notification is not.")
def _(c: Case) -> Made:
    return _without_id(c), [opened(NO_ID, "hærværk")]


@case(
    "208-no-message-id-again.eml",
    "The mail of 207 delivered once more: same text, another Received header.",
    "Without an ID the content decides: same person, offence and case.",
)
def _(c: Case) -> Made:
    return _without_id(c), [duplicate(NO_ID, "hærværk", reason="same matter as 207")]


@case(
    "209-known-by-cpr.eml",
    "A person with CPR number, listed by name and birth date in 210 and 211.",
    "Opened; what follows depends on it.",
)
def _(c: Case) -> Made:
    return _told(c, KATRINE, "trusler", c.journal("71411")), [opened(KATRINE, "trusler")]


@case(
    "210-later-by-birth-date.eml",
    "The person of 209 by name and birth date only.",
    "Both agree exactly: the same person.",
)
def _(c: Case) -> Made:
    return _told(c, KATRINE.by_birth_date(), "vold", c.journal()), [
        attached(KATRINE.by_birth_date(), "vold", reason="open case from 209")
    ]


@case(
    "211-later-other-spelling.eml",
    "The birth date of 209 with another spelling of the name (Cathrine).",
    "Not exactly the same: opened, with a note to intake that it may be the same person.",
)
def _(c: Case) -> Made:
    who = no_cpr("Cathrine Elmgreen Hoff", "2009-10-10")
    return _told(c, who, "tyveri", c.journal("76511")), [opened(who, "tyveri", note="may be the person of 209")]


@case(
    "212-known-by-birth-date.eml",
    "A person by name and birth date, with CPR number in 213.",
    "Opened; what follows depends on it.",
)
def _(c: Case) -> Made:
    return _told(c, BY_DATE, "hærværk", c.journal("75311")), [opened(BY_DATE, "hærværk")]


@case(
    "213-later-by-cpr.eml",
    "The person of 212, now with a CPR number.",
    "Where one of the two has no CPR number, name and birth date decide: the same person.",
)
def _(c: Case) -> Made:
    who = person(BY_DATE.name, BY_DATE.born.isoformat())
    return _told(c, who, "vold", c.journal()), [attached(who, "vold", reason="open case from 212")]


@case(
    "214-namesake-other-cpr.eml",
    "Name and birth date of 209, but another CPR number.",
    "Another number is another person, however alike; intake is told.",
)
def _(c: Case) -> Made:
    who = person(KATRINE.name, "2009-10-10", eleven=True)
    assert who.cpr != KATRINE.cpr
    return _told(c, who, "vold", c.journal()), [
        opened(who, "vold", note="same name and birth date as 209, another CPR number")
    ]


@case(
    "215-replacement-cpr.eml",
    "A replacement CPR number: day of birth plus 60.",
    "Given to people without a CPR number, and valid.",
)
def _(c: Case) -> Made:
    who = person("Amira Haddad Nasser", "2010-07-24", replacement=True)
    return _told(c, who, "tyveri", c.journal("76511")), [opened(who, "tyveri")]


@case(
    "216-replacement-cpr-adult.eml",
    "A replacement CPR number of an adult.",
    "The day less 60 is the birthday, and it says 20 years.",
)
def _(c: Case) -> Made:
    who = person("Karim Belhadj Saidi", "2006-02-13", replacement=True)
    return _told(c, who, "vold", c.journal()), [ignored(who, "vold")]


@case(
    "217-century-slip-1862.eml",
    "A CPR number whose century digit says 1862.",
    "Nobody is 164 years old: a slip, and perhaps a child.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Underretning",
        f"Navn: Bjarke Uldall Prip\nCPR-nr.: 110462-6114\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
    ), [quarantined("CPR says 1862", "vold", name="Bjarke Uldall Prip")]


@case(
    "218-century-slip-1910.eml",
    "A CPR number of a youth with century digit 1: born 1910.",
    "Born before 1927: quarantined and not ignored as an adult.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Underretning",
        f"Navn: Selma Dahlgaard Nexø\nCPR-nr.: 060510-1187\nSigtet for: trusler\nJournalnr.: {c.journal('71411')}{END}",
    ), [quarantined("CPR says 1910", "trusler", name="Selma Dahlgaard Nexø")]


@case(
    "219-born-after-receipt.eml",
    "A CPR number of a birth date still to come.",
    "Nobody is suspected before birth: a slip.",
    received="2026-09-01T09:00:00+02:00",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Underretning",
        f"Navn: Loke Agerskov Blix\nCPR-nr.: 050427-5521\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
    ), [quarantined("born in the future", "vold", name="Loke Agerskov Blix")]


@case(
    "220-eighteen-today.eml",
    "Eighteen on the very day of receipt.",
    "Boundary: under 18 is the law, and today is the birthday.",
    received="2026-09-02T08:15:00+02:00",
)
def _(c: Case) -> Made:
    who = person("Philip Gammelgaard Ross", "2008-09-02")
    return _told(c, who, "vold", c.journal()), [ignored(who, "vold")]


@case(
    "221-eighteen-tomorrow.eml",
    "Eighteen on the day after receipt.",
    "Boundary: seventeen until midnight.",
    received="2026-09-02T23:58:00+02:00",
)
def _(c: Case) -> Made:
    who = person("Cecilie Abildgaard Thor", "2008-09-03")
    return _told(c, who, "vold", c.journal()), [opened(who, "vold")]


@case(
    "222-eighteen-by-danish-date.eml",
    "Received 22:30 UTC the day before the birthday: 00:30 on the birthday in Denmark.",
    "The Danish date counts, also where the server writes UTC (summer time).",
    received="2026-09-03T22:30:00+00:00",
)
def _(c: Case) -> Made:
    who = person("Emma Louise Tornbjerg", "2008-09-04")
    return _told(c, who, "trusler", c.journal("71411")), [ignored(who, "trusler")]


@case(
    "223-winter-time-hour.eml",
    "Received in the hour that comes twice, 02:30 winter time.",
    "The offset tells which of the two it is; the instant is what counts.",
    received="2026-10-25T02:30:00+01:00",
)
def _(c: Case) -> Made:
    who = person("Bastian Ellegaard Kruse", "2008-10-26")
    return _told(c, who, "røveri", c.journal("76111")), [opened(who, "røveri")]


@case(
    "224-leap-day-seventeen.eml",
    "Born 29 February 2008, received 28 February 2026.",
    "Not yet eighteen: the birthday is past on 1 March; in doubt the child is not overlooked.",
    received="2026-02-28T12:00:00+01:00",
)
def _(c: Case) -> Made:
    who = person("Dagny Skovsted Leth", "2008-02-29")
    return _told(c, who, "vold", c.journal()), [opened(who, "vold")]


@case(
    "225-leap-day-eighteen.eml",
    "Born 29 February 2008, received 1 March 2026.",
    "Eighteen.",
    received="2026-03-01T12:00:00+01:00",
)
def _(c: Case) -> Made:
    who = person("Ejnar Skovsted Moth", "2008-02-29")
    return _told(c, who, "vold", c.journal()), [ignored(who, "vold")]


@case(
    "226-received-in-the-future.eml",
    "The server's clock says 2031.",
    "A receipt in the future is taken as now, with a note; a deadline in 2031 would be no deadline.",
    received="2026-11-21T12:00:00+01:00",
    told="2031-05-05T10:00:00+02:00",
)
def _(c: Case) -> Made:
    who = person("Ylva Norup Steen", "2017-01-02")
    data = _told(
        c,
        who,
        "hærværk",
        c.journal("75311"),
        received=received_line(c, "Mon, 05 May 2031 10:00:00 +0200"),
        date="Mon, 05 May 2031 10:00:00 +0200",
    )
    return data, [opened(who, "hærværk", note="received_at is taken as now; the age is that of November 2026")]


@case(
    "227-no-received-header.eml",
    "No Received header, only Date.",
    "Date counts where there is nothing better.",
    received="2026-09-07T13:05:00+02:00",
)
def _(c: Case) -> Made:
    who = person("Sander Lilholt Mejer", "2010-10-22")
    return _told(c, who, "tyveri", c.journal("76511"), received=None), [opened(who, "tyveri")]


@case(
    "228-no-date-at-all.eml",
    "Neither Received nor Date.",
    "The moment it is found is the receipt.",
    received="2026-11-21T12:00:00+01:00",
    told=None,
)
def _(c: Case) -> Made:
    who = person("Tea Bruun Hjermind", "2016-01-03")
    return _told(c, who, "tyveri", c.journal("76511"), received=None, date=None), [
        opened(who, "tyveri", note="received_at is now; the age is that of November 2026")
    ]


@case(
    "229-utc-server-with-name.eml",
    "Received header in UTC with a comment, Date header two days older.",
    "The topmost Received header counts, not the sender's clock.",
    received="2026-09-08T05:01:00+00:00",
)
def _(c: Case) -> Made:
    who = person("Storm Rathje Olander", "2009-08-01")
    when = received_line(c, "Tue, 08 Sep 2026 05:01:00 +0000 (UTC)")
    data = head(c, "Underretning", received=when, date="Sun, 06 Sep 2026 09:00:00 +0200").encode() + text_body(
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}{END}"
    )
    return data, [opened(who, "vold")]
