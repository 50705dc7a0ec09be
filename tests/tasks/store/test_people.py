"""The contract of every store: evidence, who is who, and what was seen before (outcome rules of the sample corpus)."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from samraad.errors import UnknownCase
from samraad.intake import Known
from samraad.notification import Certainty, Field, Origin, Outcome, Place, Source, Suspicion
from tasks.store.port import Store
from tasks.store.records import Result
from tests.tasks.store.given import (
    ALMA,
    BORN,
    CPR,
    HELD,
    NOW,
    OTHER_CPR,
    OUTSIDE,
    append,
    evidence,
    known,
    open_case,
    suspicion,
    take,
    took,
    unclear,
)

SHEET = Place(file="mandagsdata.xlsx", sheet="Ark1", digest="d" * 64, row=7)
RESENT = replace(SHEET, digest="e" * 64)
NO_CASE = {"police_case": None}


# -- evidence


def test_a_mail_comes_back_as_it_was_stored(store: Store) -> None:
    with store.work() as work:
        kept = work.keep_evidence(source="imap/1/17", raw=b"\x00\xffraw", arrived_at=NOW, at=NOW + timedelta(minutes=1))
    with store.work() as work:
        assert work.evidence(kept.id) == kept
    assert (kept.source, kept.raw, kept.arrived_at, kept.read_at) == ("imap/1/17", b"\x00\xffraw", NOW, None)


def test_the_same_source_twice_is_one_mail(store: Store) -> None:
    with store.work() as work:
        first = work.keep_evidence(source="imap/1/17", raw=b"raw", arrived_at=NOW, at=NOW)
        again = work.keep_evidence(source="imap/1/17", raw=b"raw", arrived_at=None, at=NOW + timedelta(hours=1))
        other = work.keep_evidence(source="imap/1/18", raw=b"raw", arrived_at=None, at=NOW)
    assert again == first
    assert other.id != first.id


def test_mails_are_found_by_their_sources_and_by_their_arrival(store: Store) -> None:
    with store.work() as work:
        first = work.keep_evidence(source="imap/1/17", raw=b"raw", arrived_at=NOW, at=NOW)
        other = work.keep_evidence(source="imap/1/18", raw=b"raw", arrived_at=NOW + timedelta(seconds=1), at=NOW)
    with store.work() as work:
        assert work.evidence_from(["imap/1/17", "imap/1/19"]) == {"imap/1/17": first.id}
        assert work.evidence_from([]) == {}
        assert work.evidence_arrived(NOW) == (first,)
        assert work.evidence_arrived(NOW + timedelta(seconds=1)) == (other,)
        assert work.evidence_arrived(NOW + timedelta(seconds=2)) == ()


def test_what_is_settled_says_whether_a_person_must_look(store: Store) -> None:
    with store.work() as work:
        clear, look, unread = (evidence(work) for _ in range(3))
        for id_, outcome in ((clear, Outcome.IGNORED), (look, Outcome.QUARANTINED)):
            result = Result(
                notification=str(uuid4()), evidence=id_, position=0, row=None, outcome=outcome, case=None, reason="x"
            )
            work.keep_result(result, None, None, NOW)
            work.mark_read(id_, None, NOW)
    with store.work() as work:
        assert work.settled([clear, look, unread]) == {clear: False, look: True}
        assert work.settled([]) == {}


def test_unread_mails_wait_in_the_order_they_were_stored(store: Store) -> None:
    with store.work() as work:
        later = evidence(work, "b", NOW + timedelta(minutes=1))
        first = evidence(work, "a", NOW)
    with store.work() as work:
        assert work.unread_evidence() == (first, later)
        work.mark_read(first, None, NOW)
        assert work.unread_evidence() == (later,)
        assert (work.is_read(first), work.is_read(later)) == (True, False)
        assert work.evidence(first).read_at == NOW


def test_a_mail_is_read_once(store: Store) -> None:
    with store.work() as work:
        id_ = evidence(work)
        work.mark_read(id_, None, NOW)
        with pytest.raises(KeyError):
            work.mark_read(id_, None, NOW)


def test_a_mail_nobody_stored_is_a_key_error(store: Store) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    with store.work() as work:
        with pytest.raises(KeyError):
            work.evidence(unknown)
        with pytest.raises(KeyError):
            work.is_read(unknown)
        with pytest.raises(KeyError):
            work.mark_read(unknown, None, NOW)


def test_a_message_id_is_seen_once_another_mail_with_it_was_read(store: Store) -> None:
    with store.work() as work:
        first, second = evidence(work), evidence(work)
        assert not work.message_seen("<a@politi.example>", second)
        work.mark_read(first, "<a@politi.example>", NOW)
        assert work.message_seen("<a@politi.example>", second)
        assert not work.message_seen("<a@politi.example>", first)
        assert not work.message_seen("<b@politi.example>", second)


# -- who is who


def test_nothing_is_known_of_a_stranger(store: Store) -> None:
    with store.work() as work:
        assert work.known(suspicion()) == (Known(), None)


@pytest.mark.parametrize(
    ("first", "then", "same"),
    [
        # the CPR number decides, whatever the name
        (suspicion(), suspicion(**NO_CASE), True),
        (suspicion(), suspicion("Et Andet Navn", **NO_CASE), True),
        (suspicion(), suspicion(None, **NO_CASE), True),
        (suspicion(), suspicion(ALMA, OTHER_CPR, **NO_CASE), False),
        # name and birth date where the later listing has no number …
        (suspicion(), suspicion(cpr=None, **NO_CASE), True),
        (suspicion(), suspicion("  alma OPDIGTET   testsen ", None, **NO_CASE), True),
        (suspicion(), suspicion("Alma Testsen", None, **NO_CASE), False),
        (suspicion(), suspicion(cpr=None, birth_date=BORN + timedelta(days=1), **NO_CASE), False),
        # … or the earlier one has none …
        (suspicion(cpr=None), suspicion(**NO_CASE), True),
        (suspicion(cpr=None), suspicion("Alma Testsen", CPR, **NO_CASE), False),
        # … or neither
        (suspicion(cpr=None), suspicion(cpr=None, **NO_CASE), True),
        (suspicion(cpr=None), suspicion(cpr=None, birth_date=date(2011, 1, 1), **NO_CASE), False),
        # nameless: only the number
        (suspicion(None), suspicion(**NO_CASE), True),
        (suspicion(None), suspicion(cpr=None, **NO_CASE), False),
    ],
)
def test_the_same_person_is_recognised(store: Store, first: Suspicion, then: Suspicion, same: bool) -> None:
    (case,) = took(store, first)
    assert case is not None
    assert known(store, then).case == (case.number if same else None)
    assert not known(store, then).seen


def test_two_persons_of_one_name_and_birth_date_are_neither_for_certain(store: Store) -> None:
    took(store, suspicion(), suspicion(cpr=OTHER_CPR))
    found = known(store, suspicion(cpr=None, **NO_CASE))
    assert (found.case, found.namesake) == (None, True)


def test_a_number_learnt_later_completes_the_person(store: Store) -> None:
    (case,) = took(store, suspicion(cpr=None))
    took(store, suspicion(**NO_CASE))
    assert case is not None
    assert known(store, suspicion("Helt Andet Navn", CPR, **NO_CASE)).case == case.number
    with store.work() as work:
        assert work.person_of(case.number).cpr == CPR


def test_a_name_learnt_later_completes_the_person(store: Store) -> None:
    (case,) = took(store, suspicion(None))
    took(store, suspicion(**NO_CASE))
    assert case is not None
    assert known(store, suspicion(cpr=None, **NO_CASE)).case == case.number
    with store.work() as work:
        assert work.person_of(case.number).name == ALMA


def test_another_spelling_is_remembered(store: Store) -> None:
    (case, _) = took(store, suspicion(), suspicion("Alma O. Testsen", CPR, **NO_CASE))
    assert case is not None
    assert known(store, suspicion("Alma O. Testsen", None, **NO_CASE)).case == case.number


def test_a_number_that_is_another_persons_stays_theirs(store: Store) -> None:
    """Known by name only, then by number under another spelling, then both together: the number decides."""
    by_name, by_number = took(store, suspicion(cpr=None), suspicion("Alma Testsen", CPR))
    assert by_name is not None
    assert by_number is not None
    assert known(store, suspicion(**NO_CASE)).case == by_number.number
    took(store, suspicion(**NO_CASE))
    with store.work() as work:
        assert work.person_of(by_name.number).cpr is None


def test_something_unclear_is_nobody(store: Store) -> None:
    with store.work() as work:
        assert work.keep_person(unclear(), None) is None
        assert work.known(unclear(name=ALMA)) == (Known(), None)


@pytest.mark.parametrize(
    ("first", "then", "namesake"),
    [
        (suspicion(), suspicion(cpr=OTHER_CPR), True),
        (suspicion(), suspicion(cpr=None, birth_date=date(2009, 5, 5)), True),
        # born that day with another spelling, where either has no number
        (suspicion(), suspicion("Alma Testsen", None), True),
        (suspicion(cpr=None), suspicion("Alma Testsen", CPR), True),
        (suspicion(), suspicion("Alma Testsen", OTHER_CPR), False),
        (suspicion(), suspicion("Bo Digtet", None), False),
        (suspicion(), suspicion("Alma Testsen", None, birth_date=date(2009, 5, 5)), False),
        # recognised: nothing to wonder about
        (suspicion(), suspicion(), False),
        (suspicion(), suspicion("Et Andet Navn"), False),
    ],
)
def test_a_namesake_is_noticed(store: Store, first: Suspicion, then: Suspicion, namesake: bool) -> None:
    took(store, first)
    assert known(store, replace(then, police_case=None)).namesake is namesake


def test_a_namesake_without_a_case_is_none(store: Store) -> None:
    with store.work() as work:
        work.keep_person(suspicion(), None)
    assert not known(store, suspicion(cpr=OTHER_CPR)).namesake


# -- open cases and earlier samråd


def test_a_closed_case_is_not_the_persons_open_case(store: Store) -> None:
    (case,) = took(store, suspicion())
    assert case is not None
    append(store, case, OUTSIDE)
    assert known(store, suspicion(**NO_CASE)).case is None


def test_the_latest_samraad_with_the_person_is_known(store: Store) -> None:
    (case,) = took(store, suspicion())
    assert case is not None
    append(store, case, HELD, OUTSIDE)
    assert known(store, suspicion(**NO_CASE)).samraad_on == HELD.on
    assert known(store, suspicion("En Anden", OTHER_CPR)).samraad_on is None


def test_earlier_notifications_of_the_person_are_counted_also_those_that_were_not_serious(store: Store) -> None:
    assert known(store, suspicion()).notifications == 0
    (first,) = took(store, suspicion())
    assert first is not None
    took(store, suspicion(police_case="0700-70000-00009-26"), suspicion())  # attached, and the same again
    append(store, first, OUTSIDE)
    assert known(store, suspicion(**NO_CASE)).notifications == 2
    took(store, suspicion(**NO_CASE))  # opens another case
    assert known(store, suspicion(police_case="0700-70000-00010-26")).notifications == 3
    assert known(store, suspicion("En Anden", OTHER_CPR)).notifications == 0


def test_a_new_case_of_the_person_is_the_open_one(store: Store) -> None:
    (first,) = took(store, suspicion())
    assert first is not None
    append(store, first, OUTSIDE)
    (second,) = took(store, suspicion(**NO_CASE))
    assert second is not None
    assert known(store, suspicion(**NO_CASE)).case == second.number
    # the matter of the first is known, and belongs to the first
    assert known(store, suspicion()) == replace(
        known(store, suspicion(**NO_CASE)), seen=True, taken=first.number, taken_from=NOW, case=first.number
    )


# -- seen before


@pytest.mark.parametrize(
    ("first", "then", "seen"),
    [
        (suspicion(), suspicion(), True),
        (suspicion(), suspicion("Et Andet Navn"), True),
        (suspicion(), suspicion(cpr=None), True),
        (suspicion(cpr=None), suspicion(), True),
        (suspicion(cpr=None), suspicion(cpr=None), True),
        # the words, not their order, case or blanks
        (suspicion(offences=("vold", "røveri")), suspicion(offences=(" Røveri", "VOLD")), True),
        (suspicion(police_case="3700-1"), suspicion(police_case=" 3700 - 1"), True),
        # another offence, another case, another person
        (suspicion(), suspicion(offences=("røveri",)), False),
        (suspicion(), suspicion(offences=("vold", "røveri")), False),
        (suspicion(), suspicion(police_case="3700-2"), False),
        (suspicion(), suspicion(cpr=OTHER_CPR), False),
        # what is missing matches nothing
        (suspicion(**NO_CASE), suspicion(**NO_CASE), False),
        (suspicion(offences=()), suspicion(offences=()), False),
        # unless it is the very same row of the very same file
        (suspicion(place=SHEET, **NO_CASE), suspicion(place=SHEET, **NO_CASE), True),
        (suspicion(place=SHEET, offences=()), suspicion(place=SHEET, offences=()), True),
        (suspicion(place=SHEET, **NO_CASE), suspicion(place=RESENT, **NO_CASE), False),
        (suspicion(place=SHEET, **NO_CASE), suspicion(place=replace(SHEET, row=8), **NO_CASE), False),
        (suspicion(place=SHEET, **NO_CASE), suspicion(place=replace(SHEET, sheet="Ark2"), **NO_CASE), False),
        (suspicion(place=SHEET, **NO_CASE), suspicion(place=replace(SHEET, file="kopi.xlsx"), **NO_CASE), True),
        # something unclear: the same file, or the same words in the same place
        (unclear(), unclear(), True),
        (unclear("to ord"), unclear("to   ord"), True),
        (unclear(), unclear("andre ord"), False),
        (unclear(""), unclear(""), False),
        (unclear("", place=SHEET), unclear("", place=SHEET), True),
        (unclear("", place=SHEET), unclear("", place=RESENT), False),
        (unclear(place=SHEET), unclear(place=RESENT), True),
        (unclear(place=SHEET), unclear(place=replace(RESENT, row=8)), False),
        # understood at last: not the same
        (unclear(place=SHEET, name=ALMA), suspicion(place=SHEET), False),
    ],
)
def test_what_was_seen_before(store: Store, first: Any, then: Any, seen: bool) -> None:
    (case,) = took(store, first)
    found = known(store, then)
    assert found.seen is seen
    if seen and case is not None:
        assert found.case == case.number


def test_a_person_ignored_for_age_is_seen_all_the_same(store: Store) -> None:
    with store.work() as work:
        result = Result(
            notification="00000000-0000-4000-8000-000000000001",
            evidence=evidence(work),
            position=0,
            row=None,
            outcome=Outcome.IGNORED,
            case=None,
            reason="ikke under 18 år",
        )
        work.keep_result(result, suspicion(), None, NOW)
    assert known(store, suspicion()) == Known(seen=True)


def test_within_one_transaction_the_same_row_is_seen_further_down(store: Store) -> None:
    with store.work() as work:
        take(work, suspicion())
        take(work, suspicion("Bo Digtet", OTHER_CPR))
        assert take(work, suspicion())[0].seen
        assert take(work, suspicion(**NO_CASE))[0].case == "2026-0001"
        assert take(work, suspicion("Bo Digtet", None, **NO_CASE))[0].case == "2026-0002"


def test_two_intakes_of_one_person_at_the_same_moment_open_one_case(store: Store) -> None:
    opened, start = [], threading.Barrier(3)

    def intake(police_case: str) -> None:
        start.wait()
        with store.work() as work:
            opened.append(take(work, suspicion(police_case=police_case))[2])

    threads = [threading.Thread(target=intake, args=(str(n),)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(case is not None for case in opened) == 1


def test_what_a_mail_wrongly_decoded_is_kept_all_the_same(store: Store) -> None:
    broken = "Alma\udce6 \x00 Testsen"
    (case, _) = took(store, suspicion(broken, offences=(broken,)), unclear(broken))
    assert case is not None
    with store.work() as work:
        person = work.person_of(case.number)
        work.keep_evidence(source=broken, raw=b"raw", arrived_at=None, at=NOW)
    assert (person.name, person.offences) == (broken, (broken,))


# -- results


def test_results_come_back_by_position(store: Store) -> None:
    with store.work() as work:
        id_ = evidence(work)
        case = take(work, suspicion())[2]
        kept = [
            Result(
                notification=f"00000000-0000-4000-8000-00000000000{position}",
                evidence=id_,
                position=position,
                row=row,
                outcome=outcome,
                case=case.number if case and outcome is Outcome.ATTACHED else None,
                reason=reason,
            )
            for position, row, outcome, reason in [
                (1, 3, Outcome.ATTACHED, "har en åben sag"),
                (0, None, Outcome.QUARANTINED, "kan ikke læses"),
            ]
        ]
        work.keep_result(kept[0], suspicion(), None, NOW)
        work.keep_result(kept[1], unclear(), None, NOW)
    with store.work() as work:
        assert work.results(id_) == (kept[1], kept[0])


def test_an_automatic_mail_has_a_result_without_an_entry(store: Store) -> None:
    with store.work() as work:
        id_ = evidence(work)
        result = Result(
            notification="00000000-0000-4000-8000-000000000001",
            evidence=id_,
            position=0,
            row=None,
            outcome=Outcome.IGNORED,
            case=None,
            reason="automatisk svar",
        )
        work.keep_result(result, None, None, NOW)
    with store.work() as work:
        assert work.results(id_) == (result,)


def test_the_person_of_a_case_with_the_polices_own_words(store: Store) -> None:
    (case,) = took(
        store,
        suspicion(offences=("vold efter § 244", "trusler")),
        suspicion(offences=("trusler", "røveri"), police_case="3700-2"),
        suspicion(offences=("vold efter § 244", "trusler")),  # a duplicate says nothing new
    )[:1]
    assert case is not None
    with store.work() as work:
        person = work.person_of(case.number)
    assert (person.name, person.cpr, person.birth_date) == (ALMA, CPR, BORN)
    assert person.offences == ("vold efter § 244", "trusler", "røveri")


def test_what_each_notification_of_a_case_said_comes_back_as_it_was_read_oldest_first(store: Store) -> None:
    told = suspicion(
        place=SHEET,
        committed="lørdag nat",
        scene="banegården",
        remand=True,
        interrogation=True,
        interrogation_time="torsdag kl. 10",
        reply_by="onsdag kl. 12",
        unit="Østjyllands Politi",
        sources=(
            Source(field=Field.NAME, certainty=Certainty.DOUBTFUL, place=replace(SHEET, column="C")),
            Source(field=Field.UNIT, certainty=Certainty.LIKELY, place=Place(file="brev.pdf", page=2, line=7)),
        ),
        origin=Origin.WEEKLY_SHEET,
    )
    further = suspicion(police_case="3700-2")
    with store.work() as work:
        other = take(work, suspicion("Else Opdigtet", OTHER_CPR))[2]
        case = take(work, told)[2]
        take(work, further)
        take(work, told)  # a duplicate says nothing new
        take(work, unclear())
    assert case is not None
    assert other is not None
    with store.work() as work:
        said = work.person_of(case.number).said
        opened = work.load(case.number).notifications[0]
        of_other = work.person_of(other.number).said
    assert [each.entry for each in said] == [told, further]
    assert (said[0].notification, len({each.notification for each in (*said, *of_other)})) == (opened, 3)


def test_a_mail_that_comes_twice_at_the_same_moment_is_read_by_one_at_a_time(store: Store) -> None:
    """Both would be the first, did the look-up not wait for its turn."""
    with store.work() as work:
        mails = evidence(work), evidence(work)
    together = threading.Barrier(2)

    def take_in(id_: str) -> bool:
        together.wait(10)
        with store.work() as work:
            work.intake_lock()
            seen = work.message_seen("<1@politi.example>", id_)
            time.sleep(0.1)
            work.mark_read(id_, "<1@politi.example>", NOW)
        return seen

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take_in, mails)) == [False, True]


BO = suspicion(cpr=OTHER_CPR, name="Bo Prøve", birth_date=date(2011, 3, 2))


def test_a_case_is_about_somebody_else_from_now_on(store: Store) -> None:
    (case,) = took(store, suspicion())
    assert case is not None
    with store.work() as work:
        before, after = work.change_person(case.number, BO)
    assert before != after
    with store.work() as work:
        person = work.person_of(case.number)
        assert (person.name, person.cpr, person.birth_date) == ("Bo Prøve", OTHER_CPR, date(2011, 3, 2))
        found, known_as = work.known(replace(BO, offences=("x",)))
    assert (found.case, known_as) == (case.number, after)


def test_a_misspelt_name_is_put_right_and_the_number_goes_on_leading_to_the_case(store: Store) -> None:
    (case,) = took(store, suspicion(name="Alam Prøve"))
    assert case is not None
    with store.work() as work:
        work.change_person(case.number, suspicion())
    with store.work() as work:
        assert work.person_of(case.number).name == ALMA
        found, _ = work.known(suspicion(offences=("x",)))
    assert found.case == case.number


def test_a_case_is_about_somebody_who_is_known_already(store: Store) -> None:
    mine, theirs = took(store, suspicion(), BO)
    assert mine is not None
    assert theirs is not None
    with store.work() as work:
        _, after = work.change_person(mine.number, BO)
        _, known_as = work.known(replace(BO, offences=("x",)))
    assert after == known_as


def test_the_other_cases_of_the_same_person_the_latest_first(store: Store) -> None:
    first = open_case(store, cpr=CPR, name=ALMA)
    append(store, first, OUTSIDE)
    second = open_case(store, cpr=CPR, name=ALMA, police_case="3700-2")
    append(store, second, OUTSIDE)
    third, strange = open_case(store, cpr=CPR, name=ALMA, police_case="3700-3"), open_case(store)
    with store.work() as work:
        assert work.cases_of_the_same(first.number) == (third.number, second.number)
        assert work.cases_of_the_same(third.number) == (second.number, first.number)
        assert work.cases_of_the_same(strange.number) == ()


def test_the_person_of_no_case_cannot_be_changed(store: Store) -> None:
    with store.work() as work, pytest.raises(UnknownCase):
        work.change_person("2026-0999", suspicion())


def test_whether_the_number_is_known_is_told_without_the_number(store: Store) -> None:
    (with_number,) = took(store, suspicion())
    without = open_case(store)
    assert with_number is not None
    with store.work() as work:
        found = work.cpr_known([with_number.number, without.number, "2026-9999"])
    assert found == {with_number.number: True, without.number: False}
