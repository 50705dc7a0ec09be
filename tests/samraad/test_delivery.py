"""Messages: gathered by recipient, held in quiet hours, tried again, passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad.attempts import NextChannel, NextRole, after, pass_on, under_way
from samraad.delivery import Delivery, DeliveryState, Notice, NoticeKind, due, plan
from samraad.recipients import QuietHours, Recipient, Recipients, Retry

#: Friday 27 November 2026, 10.00 in Denmark.
FRIDAY_10 = datetime(2026, 11, 27, 9, tzinfo=UTC)
FRIDAY_18 = datetime(2026, 11, 27, 17, tzinfo=UTC)
MONDAY_07 = datetime(2026, 11, 30, 6, tzinfo=UTC)


def role(key: str, *names: str, next_role: str | None = None, always: bool = False) -> Recipient:
    return Recipient(
        key=key,
        label=f"rollen {key}",
        targets=tuple(f"{key}/{name}" for name in names or ("mail",)),
        next_role=next_role,
        always=always,
    )


RECIPIENTS = Recipients(
    named={
        each.key: each
        for each in (
            role("intake", "mail", "sms", next_role="intake_leader"),
            role("intake_leader", next_role="manager"),
            role("team_leader:unge", next_role="manager"),
            role("weekend", next_role="intake_leader", always=True),
            role("manager"),
        )
    },
    fallback="intake_leader",
    staff_targets=("mail",),
    staff_next_role="team_leader:{team}",
    teams={"ANK": "unge"},
)


def notice(number: int, recipient: str = "intake", *, urgent: bool = False, **more: object) -> Notice:
    return Notice(
        id=number,
        case=f"2026-{number:04d}",
        recipient=recipient,
        kind=NoticeKind.MISSED,
        urgent=urgent,
        created_at=FRIDAY_10,
        **more,  # type: ignore[arg-type]
    )


def planned(*notices: Notice, at: datetime = FRIDAY_10, tried: tuple[Delivery, ...] = ()) -> dict[str, tuple[int, ...]]:
    return {each.recipient: each.notice_ids for each in plan(notices, RECIPIENTS, tried, at)}


def test_all_notices_of_a_recipient_go_into_one_message() -> None:
    notices = [notice(number) for number in range(12, 0, -1)]
    (message,) = plan([*notices], RECIPIENTS, (), FRIDAY_10)
    assert message.notice_ids == tuple(range(1, 13))
    assert (message.target, message.state, message.attempt) == ("intake/mail", DeliveryState.WAITING, 0)
    assert message.next_attempt_at == FRIDAY_10


def test_each_recipient_gets_a_message_of_their_own() -> None:
    assert planned(notice(1), notice(2, "ANK"), notice(3)) == {"intake": (1, 3), "ANK": (2,)}


def test_nothing_waiting_is_nothing_to_send() -> None:
    assert planned() == {}


@pytest.mark.parametrize("key", ["sekretariatet", "team_leader:skole", "ank"])
def test_a_recipient_nobody_knows_is_told_through_the_fallback(key: str) -> None:
    assert planned(notice(1, key), notice(2, "intake_leader")) == {"intake_leader": (1, 2)}


def test_planning_the_same_twice_gives_the_same_id_and_reference() -> None:
    first, second = (plan([notice(1), notice(2)], RECIPIENTS, (), at) for at in (FRIDAY_10, FRIDAY_10))
    assert first == second
    (other,) = plan([notice(1)], RECIPIENTS, (), FRIDAY_10)
    assert other.id != first[0].id
    assert other.reference != first[0].reference


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (datetime(2026, 11, 27, 5, 59, tzinfo=UTC), True),  # Friday 06.59 in Denmark
        (datetime(2026, 11, 27, 6, 0, tzinfo=UTC), False),  # Friday 07.00
        (datetime(2026, 11, 27, 15, 59, tzinfo=UTC), False),  # Friday 16.59
        (datetime(2026, 11, 27, 16, 0, tzinfo=UTC), True),  # Friday 17.00
        (datetime(2026, 11, 28, 11, 0, tzinfo=UTC), True),  # Saturday noon
        (datetime(2026, 12, 25, 11, 0, tzinfo=UTC), True),  # first day of Christmas, a Friday
        (datetime(2026, 7, 1, 5, 0, tzinfo=UTC), False),  # summer: 07.00 is 05.00 UTC
    ],
)
def test_quiet_hours_hold_everything_but_the_urgent(at: datetime, quiet: bool) -> None:
    expected = {"intake": (2,)} if quiet else {"intake": (1, 2)}
    assert planned(notice(1), notice(2, urgent=True), at=at) == expected


def test_a_recipient_without_quiet_hours_is_told_at_any_hour() -> None:
    assert planned(notice(1, "weekend"), at=FRIDAY_18) == {"weekend": (1,)}


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (datetime(2026, 11, 27, 3, tzinfo=UTC), datetime(2026, 11, 27, 6, tzinfo=UTC)),  # Friday night → Friday 07.00
        (FRIDAY_10, FRIDAY_10),
        (FRIDAY_18, MONDAY_07),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, 6, tzinfo=UTC)),  # over the end of summer time
        (datetime(2027, 3, 26, 12, tzinfo=UTC), datetime(2027, 3, 30, 5, tzinfo=UTC)),  # Easter, and summer time begins
    ],
)
def test_quiet_hours_end_when_the_next_working_day_begins(at: datetime, end: datetime) -> None:
    assert QuietHours().end(at) == end


def test_an_optional_day_off_is_quiet_where_the_municipality_is_closed() -> None:
    christmas_eve = datetime(2026, 12, 24, 10, tzinfo=UTC)
    assert not QuietHours().at(christmas_eve)
    assert QuietHours(closed_days=frozenset({"Juleaftensdag"})).at(christmas_eve)


def test_while_a_message_is_tried_again_new_notices_wait_but_urgent_ones_do_not() -> None:
    open_one = plan([notice(1)], RECIPIENTS, (), FRIDAY_10)
    assert planned(notice(2), notice(3, "ANK"), notice(4, urgent=True), tried=open_one) == {"ANK": (3,), "intake": (4,)}


def test_what_an_open_delivery_covers_is_not_planned_again() -> None:
    open_one = plan([notice(1, urgent=True)], RECIPIENTS, (), FRIDAY_10)
    assert planned(notice(1, urgent=True), tried=open_one) == {}


def first_message(recipient: str = "intake", *, urgent: bool = False) -> Delivery:
    (message,) = plan([notice(1, recipient, urgent=urgent)], RECIPIENTS, (), FRIDAY_10)
    return message


def test_a_message_that_was_taken_is_sent() -> None:
    result = after(first_message(), [notice(1)], ok=True, now=FRIDAY_10, recipients=RECIPIENTS)
    assert isinstance(result, Delivery)
    assert (result.state, result.attempt, result.open) == (DeliveryState.SENT, 1, False)


def test_attempts_are_1_5_15_and_60_minutes_apart_then_the_next_target_takes_over() -> None:
    delivery, now, waits = first_message(), FRIDAY_10, []
    while True:
        result = after(delivery, [notice(1)], ok=False, now=now, recipients=RECIPIENTS)
        if not isinstance(result, Delivery):
            break
        assert (result.state, result.open) == (DeliveryState.FAILED, True)
        waits.append(result.next_attempt_at - now)
        delivery, now = result, result.next_attempt_at
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
    assert isinstance(result, NextChannel)
    assert (result.given_up.state, result.given_up.attempt) == (DeliveryState.GIVEN_UP, 5)
    assert (result.instead.target, result.instead.attempt) == ("intake/sms", 0)
    assert result.instead.reference == result.given_up.reference
    assert result.instead.id != result.given_up.id
    assert result.instead.next_attempt_at == now


NO_RETRY = replace(RECIPIENTS, retry=Retry(waits=()))


def test_after_the_last_target_comes_the_next_role() -> None:
    first = after(first_message(), [notice(1)], ok=False, now=FRIDAY_10, recipients=NO_RETRY)
    assert isinstance(first, NextChannel)
    last = after(first.instead, [notice(1)], ok=False, now=FRIDAY_10, recipients=NO_RETRY)
    assert isinstance(last, NextRole)
    (told,) = pass_on(last.given_up, [notice(1)], NO_RETRY, FRIDAY_10)
    assert (told.id, told.recipient, told.kind, told.case) == (
        0,
        "intake_leader",
        NoticeKind.UNDELIVERED,
        "2026-0001",
    )
    assert (told.fields["about"], told.fields["not_reached"]) == ("missed", "rollen intake")


def test_a_target_that_was_taken_out_of_the_list_gives_way_to_the_first_that_is_in_it() -> None:
    gone = replace(first_message(), target="intake/fax")
    result = after(gone, [notice(1)], ok=False, now=FRIDAY_10, recipients=NO_RETRY)
    assert isinstance(result, NextChannel)
    assert result.instead.target == "intake/mail"


@pytest.mark.parametrize(("urgent", "expected"), [(False, MONDAY_07), (True, FRIDAY_18 + timedelta(minutes=1))])
def test_another_attempt_keeps_to_the_quiet_hours_unless_urgent(urgent: bool, expected: datetime) -> None:
    result = after(first_message(urgent=urgent), [notice(1)], ok=False, now=FRIDAY_18, recipients=RECIPIENTS)
    assert isinstance(result, Delivery)
    assert result.next_attempt_at == expected


@pytest.mark.parametrize(("urgent", "expected"), [(False, MONDAY_07), (True, FRIDAY_18)])
def test_the_next_target_keeps_to_the_quiet_hours_unless_urgent(urgent: bool, expected: datetime) -> None:
    result = after(first_message(urgent=urgent), [notice(1)], ok=False, now=FRIDAY_18, recipients=NO_RETRY)
    assert isinstance(result, NextChannel)
    assert result.instead.next_attempt_at == expected


@pytest.mark.parametrize(("initials", "role_above"), [("ANK", "team_leader:unge"), ("XYZ", "intake_leader")])
def test_a_caseworker_who_cannot_be_reached_is_told_of_to_their_team_leader(initials: str, role_above: str) -> None:
    given_up = first_message(initials)
    (told,) = pass_on(given_up, [notice(1, initials)], RECIPIENTS, FRIDAY_10)
    assert told.recipient == role_above


def chain(start: Notice, recipients: Recipients) -> list[str]:
    """Who is told when nothing at all can be delivered."""
    reached: list[str] = []
    waiting = [start]
    while waiting:
        (message,) = plan([replace(waiting[0], id=len(reached) + 1)], recipients, (), FRIDAY_10)
        reached.append(message.recipient)
        waiting = list(pass_on(message, waiting, recipients, FRIDAY_10))
    return reached


def test_not_delivered_goes_up_the_roles_once_and_ends_at_the_top() -> None:
    assert chain(notice(1, "ANK"), NO_RETRY) == ["ANK", "team_leader:unge", "manager"]


@given(st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"), min_size=1))
def test_no_order_of_the_roles_makes_an_endless_loop(above: dict[str, str]) -> None:
    named = {key: role(f"role_{key}", next_role=f"role_{above[key]}" if key in above else None) for key in "ABCDE"}
    recipients = Recipients(named={each.key: each for each in named.values()}, fallback="role_A")
    reached = chain(notice(1, "role_B"), recipients)
    assert len(reached) == len(set(reached))


#: who has the message, whom it was in vain with before
NOBODY_LEFT = [
    ("manager", ""),  # the top: no role above
    ("intake_leader", "manager"),  # the role above could not be reached either
]


@pytest.mark.parametrize(("recipient", "tried"), NOBODY_LEFT)
@pytest.mark.parametrize("urgent", [True, False])
def test_where_nobody_else_is_left_the_last_target_is_tried_every_hour(
    recipient: str, tried: str, urgent: bool
) -> None:
    covered = [notice(1, recipient, fields={"tried": tried})]
    delivery, now, waits = first_message(recipient, urgent=urgent), FRIDAY_10, []
    for _ in range(9):
        result = after(delivery, covered, ok=False, now=now, recipients=RECIPIENTS)
        assert isinstance(result, Delivery)
        assert result.open
        waits.append((result.next_attempt_at - now) // timedelta(minutes=1))
        delivery, now = result, result.next_attempt_at
    assert waits == [1, 5, 15, *6 * [60]]  # the last at 16.21: before the quiet hours
    sent = after(delivery, covered, ok=True, now=now, recipients=RECIPIENTS)
    assert isinstance(sent, Delivery)
    assert sent.state is DeliveryState.SENT


def test_one_notice_that_nobody_else_can_be_told_of_keeps_the_message() -> None:
    covered = [notice(1, "intake_leader"), notice(2, "intake_leader", fields={"tried": "manager"})]
    assert isinstance(
        after(first_message("intake_leader"), covered, ok=False, now=FRIDAY_10, recipients=NO_RETRY), Delivery
    )
    assert isinstance(
        after(first_message("intake_leader"), covered[:1], ok=False, now=FRIDAY_10, recipients=NO_RETRY), NextRole
    )


def test_without_waits_the_last_target_is_tried_every_hour() -> None:
    result = after(first_message("manager"), [notice(1, "manager")], ok=False, now=FRIDAY_10, recipients=NO_RETRY)
    assert isinstance(result, Delivery)
    assert result.next_attempt_at == FRIDAY_10 + timedelta(hours=1)


def test_what_was_passed_on_keeps_what_it_was_about() -> None:
    (once,) = pass_on(first_message("ANK"), [notice(1, "ANK", fields={"link": "http://x"})], RECIPIENTS, FRIDAY_10)
    (twice,) = pass_on(first_message("team_leader:unge"), [once], RECIPIENTS, FRIDAY_10)
    assert (twice.recipient, twice.fields["about"], twice.fields["link"]) == ("manager", "missed", "http://x")
    assert twice.fields["tried"] == "ANK,team_leader:unge"


def test_due_are_the_open_ones_whose_time_has_come_urgent_first() -> None:
    later = replace(first_message(), id="c", next_attempt_at=FRIDAY_10 + timedelta(minutes=1))
    now, urgent = replace(first_message(), id="b"), replace(first_message(urgent=True), id="a")
    sent = replace(first_message(), id="d", state=DeliveryState.SENT)
    failed = replace(now, id="e", state=DeliveryState.FAILED)
    assert [each.id for each in due([later, now, failed, sent, urgent], FRIDAY_10)] == ["a", "b", "e"]


def test_naive_times_are_refused() -> None:
    naive = datetime(2026, 11, 27, 9)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        replace(notice(1), created_at=naive)
    with pytest.raises(ValueError, match="naive"):
        replace(first_message(), next_attempt_at=naive)


def test_a_recipient_at_the_top_passes_nothing_on() -> None:
    assert pass_on(first_message("manager"), [notice(1, "manager")], RECIPIENTS, FRIDAY_10) == ()


def test_while_a_message_is_tried_it_stands_as_tried_in_vain_and_its_pauses_grow() -> None:
    (delivery,) = plan([notice(1)], RECIPIENTS, [], FRIDAY_10)
    minutes = []
    for _ in range(6):
        delivery = under_way(delivery, FRIDAY_10, RECIPIENTS)
        assert delivery.state is DeliveryState.FAILED
        minutes.append((delivery.next_attempt_at - FRIDAY_10) / timedelta(minutes=1))
    assert (delivery.attempt, minutes) == (6, [1, 5, 15, 60, 60, 60])


def answer(number: int, target: str) -> Notice:
    fields = {"text": "Registreret.", "target": target}
    return replace(notice(number, "intake", urgent=True), kind=NoticeKind.ANSWER_TAKEN, fields=fields)


def test_an_answer_goes_back_to_where_it_came_from_in_a_message_of_its_own() -> None:
    made = plan([notice(1), answer(2, "intake/sms"), answer(3, "intake/sms")], RECIPIENTS, [], FRIDAY_10)
    assert {(each.target, each.notice_ids) for each in made} == {("intake/mail", (1,)), ("intake/sms", (2, 3))}
    assert [each.notice_ids for each in plan([answer(2, "intake/sms")], RECIPIENTS, made, FRIDAY_18)] == []
    assert [each.target for each in plan([answer(4, "intake/sms")], RECIPIENTS, made, FRIDAY_18)] == ["intake/sms"]


def test_an_answer_that_did_not_arrive_is_told_to_the_next_role_where_that_is_reached() -> None:
    (made,) = plan([answer(2, "intake/sms")], RECIPIENTS, [], FRIDAY_10)
    (passed,) = pass_on(made, [answer(2, "intake/sms")], RECIPIENTS, FRIDAY_10)
    assert (passed.recipient, passed.target, passed.fields["about"]) == ("intake_leader", None, "answer_taken")
