"""Answers by mail, from the message that went out to what is told by return. The mails are read as any mail is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import Final

import pytest

from samraad.case import CaseFile
from samraad.delivery import Notice, NoticeKind
from samraad.errors import AlreadyRegistered
from samraad.events import AnswerRefused, Summoned
from samraad.notification import Outcome
from samraad.replies.rules import MOST_AN_HOUR, ReplyRules
from samraad.vocabulary import Matter, Milestone, Via
from tasks.delivering import deliver
from tasks.office import Office
from tasks.registering import register
from tasks.replies.fitting import token_of
from tasks.store.memory import MemoryStore
from tasks.store.port import Store
from tasks.store.records import Result
from tasks.taking_in import keep, take_in
from tasks.ticking import tick_all
from tests.samraad.given import danish
from tests.tasks.given import SetClock, office
from tests.tasks.store.given import open_case

M = Milestone
RULES: Final = ReplyRules(address="underretning@kommune.example", server="mail.kommune.example")
#: A Monday morning.
NOW: Final = danish("2026-11-23 09:00")
SERIAL: Final = count(1)


@dataclass(frozen=True)
class Sent:
    """One message as it arrived."""

    target: str
    subject: str
    body: str
    replies: bool


@dataclass
class Post:
    """Takes every message, for mailboxes named after their recipients."""

    sent: list[Sent] = field(default_factory=list)

    def send(self, target: str, subject: str, body: str, *, replies: bool = False) -> bool:
        self.sent.append(Sent(target, subject, body, replies))
        return True

    def mailboxes(self, target: str) -> frozenset[str]:
        return frozenset() if target.endswith("/sms") else frozenset({address(target)})

    def check(self, target: str) -> str | None:  # noqa: ARG002
        return None


def address(target: str) -> str:
    return f"{target.partition('/')[0].replace(':', '.').lower()}@kommune.example"


@dataclass
class Desk:
    """An office whose messages are answered."""

    office: Office
    post: Post
    clock: SetClock

    def message(self, recipient: str, kind: NoticeKind, *cases: CaseFile) -> Sent:
        """A message on the cases as they are now, sent."""
        with self.office.store.work() as work:
            notices = [
                Notice(case=case.number, event_version=case.version, recipient=recipient, kind=kind, created_at=NOW,
                       milestone=case.awaiting, urgent=True)
                for case in cases
            ]  # fmt: skip
            work.notify(notices, NOW)
        return self.delivered()[-1]

    def delivered(self) -> list[Sent]:
        before = len(self.post.sent)
        deliver(self.office)
        return self.post.sent[before:]

    def gets(self, mail: EmailMessage) -> Result:
        """What became of a mail that arrives."""
        evidence = keep(
            self.office, source=f"imap:{next(SERIAL)}", raw=mail.as_bytes(policy=SMTP), arrived_at=self.clock.now()
        )
        (result,) = take_in(self.office, evidence.id)
        return result

    def case(self, number: str) -> CaseFile:
        with self.office.store.work() as work:
            return work.load(number)

    def told(self) -> Sent:
        """The one message that goes out by return."""
        (answer,) = self.delivered()
        return answer

    def at(self, milestone: Milestone) -> CaseFile:
        """A case that awaits the milestone, offered to or taken by a caseworker; nobody has still to be told."""
        case = open_case(self.office.store, NOW - timedelta(days=1))
        for step, fields in (
            (M.ASSESSMENT, {"outcome": "no_acute_need", "by": "VIS"}),
            (M.TARGET_GROUP, {"outcome": "in_target_group", "by": "VIS"}),
            (M.ASSIGNMENT, {"by": "ANK", "caseworker": "ANK"}),
            (M.SUMMONS, {"by": "ANK"}),
        ):
            if case.awaiting is milestone:
                break
            case = register(self.office, case.number, step, fields, Via.CLI)
        assert case.awaiting is milestone
        self.delivered()
        return case


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_on(store)


def desk_on(store: Store, rules: ReplyRules | None = RULES) -> Desk:
    post, clock = Post(), SetClock(NOW)
    return Desk(office=replace(office(store, clock), sender=post, replies=rules), post=post, clock=clock)


def reply(to: Sent, text: str, *, sender: str | None = None, html: str | None = None, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    quoted = "\n".join(f"> {line}" for line in to.body.splitlines())
    mail["From"] = sender or f"Anker Opdigtet <{address(to.target)}>"
    mail["To"] = RULES.address
    mail["Subject"] = f"SV: {to.subject}"
    mail["Message-ID"] = headers.pop("Message_ID", f"<{next(SERIAL)}@kommune.example>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if html is None:
        mail.set_content(f"{text}\n\nDen 23. nov. 2026 kl. 09.00 skrev samraad <samraad@kommune.example>:\n{quoted}\n")
    else:
        mail.set_content(html, subtype="html")
    return mail


def test_a_message_is_answered_and_the_answer_confirmed(desk: Desk) -> None:
    case = desk.at(M.SUMMONS)
    message = desk.message("ANK", NoticeKind.REMINDER, case)
    assert message.subject.startswith(f"Sag {case.number}: frist nærmer sig (indkaldelse) [{case.number} ")
    assert "Du kan svare på denne mail: skriv f.eks. »indkaldt 25.11 digital post« øverst." in message.body
    assert not message.replies
    result = desk.gets(reply(message, "indkaldt i dag telefon"))
    assert (result.outcome, result.case, result.reason) == (Outcome.ANSWERED, case.number, None)
    after = desk.case(case.number)
    summoned = after.history[-1]
    assert isinstance(summoned.event, Summoned)
    assert (summoned.actor, summoned.via, after.awaiting) == ("ANK", Via.MAIL, M.MEETING)
    answer = desk.told()
    assert (answer.target, answer.replies) == (message.target, True)
    assert answer.subject.startswith(f"Sag {case.number}: dit svar er registreret [{case.number} ")
    assert "Registreret: Indkaldt: den unge man 23. nov ved telefon" in answer.body
    assert "Sagen afventer nu: netværkssamråd" in answer.body
    assert "skriv f.eks. »holdt 2.12« eller »udsat 2.12 til 9.12« øverst." in answer.body
    # The confirmation is answered in its turn.
    desk.clock.at += timedelta(days=1)
    assert desk.gets(reply(answer, "udsat i dag til 1.12\ngrund: sygdom eller ulykke")).reason is None


def test_the_same_mail_is_registered_once(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    mail = reply(message, "indkaldt i dag telefon", Message_ID="<samme@kommune.example>")
    assert desk.gets(mail).outcome is Outcome.ANSWERED
    version = desk.case(case.number).version
    desk.told()
    assert desk.gets(mail).outcome is Outcome.DUPLICATE
    assert desk.case(case.number).version == version + 1  # that the answer was told
    assert desk.delivered() == []
    del mail["Message-ID"]
    assert desk.gets(mail).reason is not None  # judged on its own, and refused: it is in the file
    desk.told()
    assert desk.gets(mail).outcome is Outcome.DUPLICATE


def test_a_mail_taken_in_again_is_what_it_was(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    raw = reply(message, "indkaldt i dag telefon").as_bytes(policy=SMTP)
    evidence = keep(desk.office, source="imap:igen", raw=raw, arrived_at=NOW)
    assert take_in(desk.office, evidence.id) == take_in(desk.office, evidence.id)
    assert len(desk.delivered()) == 1


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Hej</p><p>indkaldt i dag telefon</p><blockquote type="cite">gammelt</blockquote>', ""),
        (
            '<div dir="ltr">indkaldt i dag telefon<br><br>Mvh Anker</div><div class="gmail_quote">On x wrote: y</div>',
            "",
        ),
        ("<div>indkaldt&nbsp;i&nbsp;dag telefon</div><div id=divRplyFwdMsg>Fra: x</div>", ""),
        (None, "indkaldelse\n\nForælder indkaldt ved: telefon\nDen unge indkaldt ved: telefon"),
        (None, "indkaldelse\nForælder indkaldt ved: telefon\nDen unge indkaldt ved: telefon\nDen 1. x skrev Bo:\n> y"),
        (None, "Hej.\r\n\r\nindkaldt i dag telefon\r\n\r\nVenlig hilsen\r\nÅse Ærø Øst"),
    ],
)
def test_it_is_read_as_people_write(html: str | None, text: str) -> None:
    desk = desk_on(MemoryStore())
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    assert desk.gets(reply(message, text, html=html)).reason is None
    (summoned,) = [each.event for each in desk.case(case.number).history if isinstance(each.event, Summoned)]
    assert summoned.young_person_channel.value == "phone"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_whatever_the_charset(charset: str) -> None:
    desk = desk_on(MemoryStore())
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    mail = reply(message, "")
    mail.set_content(
        "indkaldelse\nForælder indkaldt ved: telefon\n\nÆrø".encode(charset), "text", "plain", cte="base64"
    )
    mail.set_param("charset", charset)
    assert desk.gets(mail).reason is None


def test_what_is_not_understood_is_told_with_what_may_be_written(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    result = desk.gets(reply(message, "Vi har talt med Alma"))
    assert result.outcome is Outcome.ANSWERED
    refused = desk.case(case.number).history[-1]
    assert (refused.event, refused.actor) == (AnswerRefused(milestone=None, code="reply_topic", field=None), "ANK")
    answer = desk.told()
    assert answer.subject.startswith(f"Sag {case.number}: dit svar er ikke registreret [")
    assert "Ikke registreret: Linje 1 kan ikke forstås" in answer.body
    assert "»indkaldt 25.11 digital post«" in answer.body
    assert "Den unge indkaldt ved: Digital Post (e-Boks) · brev" in answer.body
    assert "Alma" not in answer.body
    assert desk.gets(reply(answer, "indkaldt")).reason is None


def test_a_refused_answer_is_told_what_the_case_takes(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    desk.gets(reply(message, "plan lavet i dag"))
    told = desk.told().body
    assert "»handleplan« kan ikke registreres endnu." in told
    assert "»indkaldt 25.11 digital post«" in told
    assert "»plan lavet" not in told
    register(desk.office, case.number, Matter.WRONGLY_OPENED, {"because": "test", "by": "VIS"}, Via.CLI)
    desk.delivered()
    desk.gets(reply(message, "indkaldt i dag brev"))
    told = desk.told().body
    assert f"Sag {case.number} er afsluttet." in told
    assert "Skriv »genåbning« og derunder" in told
    assert "»indkaldt" not in told


def test_what_was_not_read_is_told(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    desk.gets(reply(message, "indkaldt i dag brev\n\nFamilien vil gerne have en tolk."))
    assert "Kun linje 1 er læst; resten af mailen er ikke registreret." in desk.told().body


def test_what_makes_no_sense_is_told_with_its_reason(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    desk.gets(reply(message, "indkaldt 30.11"))
    assert "Ikke registreret: mandag den 30. november 2026 ligger i fremtiden." in desk.told().body
    assert desk.case(case.number).awaiting is M.SUMMONS


def test_a_reply_that_only_quotes_says_nothing(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    desk.gets(reply(message, ""))
    assert "Ikke registreret: Der står intet svar i mailen." in desk.told().body


def test_where_several_share_an_address_the_initials_are_asked_for(desk: Desk) -> None:
    case = desk.at(M.ASSESSMENT)
    message = desk.message("intake", NoticeKind.OPENED, case)
    assert "og »initialer: …« på linjen under." in message.body
    assert "»ikke akut 24.11« eller »akut 24.11«" in message.body
    desk.gets(reply(message, "ikke akut"))
    answer = desk.told()
    assert "Adressen er fælles: skriv dine initialer" in answer.body
    desk.gets(reply(answer, "ikke akut\ninitialer: xyz"))
    assert "Ingen medarbejder har de initialer." in desk.told().body
    assert desk.gets(reply(answer, "ikke akut\ninitialer: vis")).reason is None
    assert desk.case(case.number).history[-1].actor == "VIS"


def test_nobody_answers_for_somebody_else(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    desk.gets(reply(message, "indkaldt\ninitialer: BOS"))
    assert "Beskeden blev sendt til en anden" in desk.told().body
    assert desk.gets(reply(message, "indkaldt\ninitialer: ank")).reason is None


def test_on_several_cases_the_answer_names_its_own(desk: Desk) -> None:
    one, two = desk.at(M.SUMMONS), desk.at(M.SUMMONS)
    message = desk.message("ANK", NoticeKind.REMINDER, one, two)
    assert "skriv sagsnummeret og f.eks. »indkaldt" in message.body
    desk.gets(reply(message, "indkaldt i dag brev"))
    answer = desk.told()
    assert answer.subject == "Din mail: dit svar er ikke registreret"
    assert f"Skriv sagsnummeret i første linje. Beskeden handler om {one.number}, {two.number}." in answer.body
    desk.gets(reply(message, "2026-9999 indkaldt"))
    assert "Beskeden handler ikke om den sag" in desk.told().body
    assert desk.gets(reply(message, f"Sag {two.number}\nindkaldt i dag brev")).case == two.number
    assert (desk.case(one.number).awaiting, desk.case(two.number).awaiting) == (M.SUMMONS, M.MEETING)
    # Two answers to one message, told in two paragraphs of one.
    desk.gets(reply(message, f"{one.number}: indkaldt i dag brev"))
    (answer,) = desk.delivered()
    assert answer.body.count("Registreret:") == 2


def test_who_comes_second_is_told(desk: Desk) -> None:
    """An answer by mail that crosses one at the command line, and the other way round."""
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    register(desk.office, case.number, M.SUMMONS, {"by": "BOS"}, Via.CLI)
    result = desk.gets(reply(message, "indkaldt i dag telefon"))
    assert "»indkaldelse« er allerede registreret." in str(result.reason)
    answer = desk.told()
    assert "Ikke registreret: »indkaldelse« er allerede registreret." in answer.body
    assert "»holdt 2.12«" in answer.body
    other = desk.at(M.SUMMONS)
    desk.gets(reply(desk.message("ANK", NoticeKind.REMINDER, other), "indkaldt i dag telefon"))
    with pytest.raises(AlreadyRegistered):
        register(desk.office, other.number, M.SUMMONS, {"by": "BOS"}, Via.CLI, attempt=1)


def test_an_answer_speaks_of_the_attempt_the_message_spoke_of(desk: Desk) -> None:
    """The first summons is in the file; after a postponed meeting a second one is awaited."""
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    register(desk.office, case.number, M.SUMMONS, {"by": "ANK"}, Via.CLI)
    register(desk.office, case.number, M.MEETING, {"outcome": "postponed", "by": "ANK"}, Via.CLI)
    desk.delivered()
    assert desk.case(case.number).awaiting is M.SUMMONS
    result = desk.gets(reply(message, "indkaldt i dag brev"))
    assert "»indkaldelse« er allerede registreret" in str(result.reason)
    assert desk.gets(reply(desk.told(), "indkaldt i dag brev")).reason is None


def test_a_message_from_before_the_milestone_speaks_of_its_first_attempt(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.ASSIGNED, case := desk.at(M.SUMMONS))
    register(desk.office, case.number, M.SUMMONS, {"by": "ANK"}, Via.CLI)
    assert desk.gets(reply(message, "holdt i dag")).reason is None


def test_a_timer_that_fires_meanwhile_takes_nothing_from_the_answer(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    desk.clock.at += timedelta(days=8)
    assert tick_all(desk.office)
    desk.delivered()
    assert desk.gets(reply(message, "indkaldt 23.11 telefon")).reason is None
    assert desk.case(case.number).awaiting is M.MEETING


def test_a_closed_case_says_so(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    register(
        desk.office,
        case.number,
        Matter.MOVED,
        {"by": "ANK", "outcome": "handed_over", "moved_on": NOW.date().isoformat()},
        Via.CLI,
    )
    desk.delivered()
    desk.gets(reply(message, "indkaldt i dag brev"))
    assert f"Sag {case.number} er afsluttet" in desk.told().body


def test_an_old_message_is_answered_no_more(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    desk.clock.at = NOW + RULES.valid_for
    desk.gets(reply(message, "indkaldt 31.11"))  # within its time: judged
    assert "Den dato findes ikke" in desk.told().body
    desk.clock.at += timedelta(seconds=1)
    desk.gets(reply(message, "indkaldt 23.11 brev"))
    answer = desk.told()
    assert "Beskeden er for gammel til at svare på." in answer.body
    assert desk.case(case.number).awaiting is M.SUMMONS
    assert desk.gets(reply(answer, "indkaldt 23.11 brev")).reason is None


FORGED: Final = "mail.kommune.example; spf=fail smtp.mailfrom=kommune.example; dkim=none"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sender": "fremmed@andet.example"}, "ikke fra den, beskeden blev sendt til"),
        ({"sender": "ank@kommune.example, bos@kommune.example"}, "ikke fra den, beskeden blev sendt til"),
        ({"sender": '"ank@kommune.example" <fremmed@andet.example>'}, "ikke fra den, beskeden blev sendt til"),
        ({"Authentication_Results": FORGED}, "afsenderen er forfalsket"),
    ],
)
def test_who_is_not_known_is_looked_at_by_a_person_and_told_nothing(
    desk: Desk, changes: dict[str, str], why: str
) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    result = desk.gets(reply(message, "indkaldt i dag brev", **changes))
    assert (result.outcome, result.case) == (Outcome.QUARANTINED, None)
    assert why in str(result.reason)
    assert desk.case(case.number).awaiting is M.SUMMONS
    assert all(sent.target == "intake/mail" for sent in desk.delivered())


def test_the_address_is_compared_in_any_case_and_a_pass_is_no_hindrance(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    passed = "mail.kommune.example; dmarc=pass"
    assert (
        desk.gets(reply(message, "indkaldt", sender="ANK@Kommune.Example", Authentication_Results=passed)).reason
        is None
    )


def test_a_guessed_token_is_none(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    wrong = replace(message, subject=message.subject[:-2] + ("2]" if message.subject[-2] != "2" else "3]"))
    result = desk.gets(reply(wrong, "indkaldt i dag brev"))
    assert result.outcome is Outcome.QUARANTINED
    assert "koden i emnet er ikke en" in str(result.reason)


NOTIFIED: Final = (
    "Nordjyllands Politi underretter om, at Bertil Opdigtet Prøvesen, født 17-05-2010, er mistænkt for vold."
)


@pytest.mark.parametrize("forged", [True, False])
def test_a_notification_under_such_a_subject_is_a_notification(desk: Desk, *, forged: bool) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    sender = "politi@politi.example" if forged else None
    result = desk.gets(reply(message, NOTIFIED, sender=sender, Auto_Submitted="no"))
    assert result.outcome is Outcome.OPENED
    told = [sent for sent in desk.delivered() if sent.replies]
    assert ["er taget ind som en underretning" in sent.body for sent in told] == ([] if forged else [True])


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"Subject_": "Autosvar: "},
    ],
)
def test_what_a_machine_answers_is_no_answer_and_is_not_answered(desk: Desk, headers: dict[str, str]) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, case := desk.at(M.SUMMONS))
    prefix = headers.get("Subject_", "")
    mail = reply(message, "indkaldt i dag brev", **{name: said for name, said in headers.items() if name != "Subject_"})
    mail.replace_header("Subject", prefix + mail["Subject"])
    assert desk.gets(mail).outcome is Outcome.IGNORED
    assert desk.case(case.number).awaiting is M.SUMMONS
    assert desk.delivered() == []


def test_a_notification_by_machine_under_such_a_subject_is_taken_in(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    assert desk.gets(reply(message, NOTIFIED, Auto_Submitted="auto-generated")).outcome is Outcome.OPENED


def test_what_is_handed_on_is_no_answer(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    mail = reply(message, "indkaldt i dag brev")
    mail.replace_header("Subject", f"VS: {message.subject}")
    assert desk.gets(mail).outcome is Outcome.QUARANTINED


def test_two_machines_do_not_answer_each_other_for_ever() -> None:
    desk = desk_on(MemoryStore())
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    results = [desk.gets(reply(message, "tak for beskeden")) for _ in range(MOST_AN_HOUR + 1)]
    assert [each.outcome for each in results[-2:]] == [Outcome.ANSWERED, Outcome.QUARANTINED]
    desk.clock.at += timedelta(hours=1, seconds=1)
    assert desk.gets(reply(message, "tak for beskeden")).outcome is Outcome.ANSWERED


def test_without_an_address_for_replies_none_are_taken() -> None:
    desk = desk_on(MemoryStore(), rules=None)
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    assert "[" not in message.subject
    assert "svare" not in message.body
    with_token = replace(message, subject=f"{message.subject} [K7Q2MD-7GH2KQ4X]")
    assert desk.gets(reply(with_token, "indkaldt i dag brev")).outcome is Outcome.QUARANTINED


def test_a_message_on_no_case_has_no_token(desk: Desk) -> None:
    with desk.office.store.work() as work:
        kind = NoticeKind.QUARANTINED
        work.notify([Notice(case=None, recipient="intake", kind=kind, created_at=NOW, fields={"mail": "m"})], NOW)
    assert "[" not in desk.told().subject


def test_what_goes_to_a_telephone_is_not_answered_by_mail(desk: Desk) -> None:
    message = desk.message("ANK", NoticeKind.REMINDER, desk.at(M.SUMMONS))
    with desk.office.store.work() as work:
        (delivery,) = work.deliveries_under(message.body.split("Besked ")[1][:6])
    assert token_of(desk.office, delivery) is not None
    assert token_of(desk.office, replace(delivery, target="ANK/sms")) is None
