"""What police and staff do, and what they see: mails, forms, answers, runs and files of cases."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.flow_runs import resume_flow_run
from prefect.states import Scheduled

from samraad.codec import Recorded
from samraad.vocabulary import Matter, Milestone, Via
from tasks.handing_in import FLOW_NAME
from tasks.prefect_parameters import CASE_NUMBER
from tasks.registering import register
from tasks.runs import CaseRun, names
from tasks.taking_in import keep, take_in
from tests.system.stack import Stack
from tests.system.waiting import until

MAIL = """\
From: Politiet <vagt@politi.example>
To: underretning@kommune.example
Subject: Underretning
Message-ID: <{serial}.system@politi.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Politiet underretter kommunen om, at nedenstående unge er mistænkt for personfarlig kriminalitet.

Navn: Prøve{letters} Systemtest
CPR-nr.: {born:%d%m%y}-{serial}
Mistænkt for: vold efter straffelovens § 244
Journalnr.: 3700-71212-0{serial}-26
"""

#: Part of the CPR number and the name of the first person of these tests; one higher for each further one.
FIRST_SERIAL = 4000

#: What the forms say when somebody answers at once: the Danish words a person clicks.
ASSESSED = {"outcome": "Ikke akut behov", "by": "VIS"}
IN_TARGET_GROUP = {"outcome": "I målgruppen – netværkssamråd", "by": "VIS"}
ACCEPTED = {"outcome": "Sagen er modtaget", "caseworker": "ANK", "by": "ANK"}

#: Answers from the beginning to the end, as codes.
TO_THE_END: dict[Milestone, dict[str, str]] = {
    Milestone.ASSESSMENT: {"outcome": "no_acute_need", "by": "VIS"},
    Milestone.TARGET_GROUP: {"outcome": "in_target_group", "by": "VIS"},
    Milestone.ASSIGNMENT: {"outcome": "accepted", "caseworker": "ANK", "by": "ANK"},
    Milestone.SUMMONS: {"by": "ANK"},
    Milestone.MEETING: {"by": "ANK"},
    Milestone.PLAN: {"by": "ANK"},
    Milestone.FOLLOW_UP: {"outcome": "close", "by": "ANK"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A form somebody can answer."""

    run: UUID
    milestone: Milestone
    #: Each wait has another.
    key: str
    #: What stands above the form.
    description: str


class Cases:
    """The cases of a running system."""

    def __init__(self, stack: Stack, client: SyncPrefectClient) -> None:
        self.stack = stack
        self.client = client
        self._serials = itertools.count(FIRST_SERIAL)

    # -- police

    def mail(self) -> bytes:
        """A notification on a person never seen before, fifteen or sixteen years old."""
        serial = next(self._serials)
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(serial))
        born = datetime.now(UTC) - timedelta(days=365 * 16)
        return MAIL.format(serial=serial, letters=letters, born=born).replace("\n", "\r\n").encode()

    def open(self, received_at: datetime | None = None) -> str:
        """A case, opened as the command line does. Its number. received_at: None is now."""
        raw = self.mail()
        evidence = keep(self.stack.office, source=f"file:{hash(raw)}", raw=raw, arrived_at=received_at)
        return str(take_in(self.stack.office, evidence.id, Via.CLI)[0].case)

    # -- staff

    def answer(self, waiting: Waiting, **fields: object) -> None:
        """Fill in the form in Prefect."""
        resume_flow_run(waiting.run, run_input=fields)

    def register(self, number: str, milestone: Milestone, **fields: str) -> None:
        """As the command line does, in this process."""
        register(self.stack.office, number, milestone, fields or TO_THE_END[milestone], Via.CLI)

    def hand_in(
        self, matter: Matter, number: str, *, start: State | None = None, enforced: bool = True, **fields: object
    ) -> UUID:
        """Send the matter's form in Prefect, as its UI does. enforced: as long as nobody switches the checking off."""
        deployment = self.client.read_deployment_by_name(f"{FLOW_NAME}/Registrér · {matter.label}")
        asked = {
            "parameters": {CASE_NUMBER: number, **fields},
            "state": (start or Scheduled()).model_dump(mode="json", include={"type", "name", "state_details"}),
            "enforce_parameter_schema": enforced,
        }
        path = "/deployments/{id}/create_flow_run"
        made = self.client.request("POST", path, path_params={"id": deployment.id}, json=asked)  # type: ignore[arg-type]
        return UUID(made.json()["id"])

    def far_off(self) -> datetime:
        """An instant at which no worker looks for a run."""
        return datetime.now(UTC) + timedelta(days=1)

    # -- looking

    def waiting(self, number: str, milestone: Milestone, *, not_: str | None = None, seconds: float = 60) -> Waiting:
        """The form of the milestone once it can be answered; not_: the key of a wait that is over."""

        def look() -> Waiting | None:
            found = self.form(number)
            return found if found and found.milestone is milestone and found.key != not_ else None

        return until(look, seconds, f"the form of {milestone.value} in {number}")

    def form(self, number: str) -> Waiting | None:
        """The form the case's run offers now, if it can be answered."""
        with self.stack.office.store.work() as work:
            row = work.run(number)
        if row.flow_run_id is None or row.wait_key is None or row.form is None:
            return None
        runs = [run for run in self.runs(number) if str(run.id) == row.flow_run_id]
        if not runs or runs[0].state_name != "Suspended":
            return None
        inputs = CaseRun(self.client, runs[0].id).inputs()
        schema, said = (names(row.wait_key)[part] for part in ("schema", "description"))
        if not {schema, said} <= inputs.keys():
            return None
        return Waiting(run=runs[0].id, milestone=row.form, key=row.wait_key, description=str(inputs[said]))

    def runs(self, number: str) -> list[FlowRun]:
        """All runs the reconciler ever made of the case."""
        keys = FlowRunFilterIdempotencyKey(any_=[f"{number}#{attempt}" for attempt in range(1, 10)])
        return self.client.read_flow_runs(flow_run_filter=FlowRunFilter(idempotency_key=keys))

    def live_runs(self, number: str) -> list[FlowRun]:
        """Those that have not ended."""
        ended = {StateType.CANCELLED, StateType.FAILED, StateType.CRASHED, StateType.COMPLETED}
        return [run for run in self.runs(number) if run.state_type not in ended]

    def run(self, number: str) -> FlowRun:
        """The case's own run."""
        with self.stack.office.store.work() as work:
            return self.client.read_flow_run(UUID(str(work.run(number).flow_run_id)))

    def history(self, number: str) -> tuple[Recorded, ...]:
        with self.stack.office.store.work() as work:
            return work.history(number)

    def events(self, number: str) -> list[str]:
        """What is in the file, without the messages sent about it and the reminders."""
        said = [type(each.event).__name__ for each in self.history(number)]
        return [each for each in said if each not in {"MessageTried", "RungReached"}]

    def sound(
        self, number: str, milestone: Milestone, *events: str, not_: str | None = None, seconds: float = 60
    ) -> Waiting:
        """Before long the form can be answered, and then there is one run, and just these events in the file."""
        waiting = self.waiting(number, milestone, not_=not_, seconds=seconds)
        assert [run.id for run in self.live_runs(number)] == [waiting.run]
        assert self.events(number) == list(events)
        return waiting
