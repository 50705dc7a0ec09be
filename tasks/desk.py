"""A case on the desk: one step of its run, under the case's lock.

Every wake-up begins anew from the case file. What is written to Prefect is only ever a picture of the file.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import structlog
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext, SyncClientContext
from prefect.flow_runs import suspend_flow_run

from samraad.case import CaseFile
from samraad.errors import NotOurs, Refused
from samraad.forms import defaults, offered
from samraad.times import danish_date
from samraad.view import View
from samraad.vocabulary import Matter, Milestone, Via
from tasks.acting import act
from tasks.form_links import FormLinks
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.prefect_forms import render
from tasks.prefect_parameters import CASE_NUMBER
from tasks.registering import register
from tasks.runs import CaseRun, fresh_key, names, with_refusal
from tasks.store.records import RunRow
from tasks.timeline import timeline

log = structlog.get_logger()

#: How often, and how far apart, a step asks for its case's lock.
_PATIENCE = 20
_PAUSE_SECONDS = 0.2


class Desk:
    """What one step of a case can do."""

    def __init__(self, office: Office, number: str, run: CaseRun) -> None:
        self._office = office
        self._run = run
        self._inputs = run.inputs()
        self.number = number
        self._refusal: str | None = None

    def has_answer(self) -> bool:
        """Whether a person has filled in the form the run waited with."""
        return self._answer() is not None

    def take_answer(self) -> str:
        """Register what was filled in; a refusal is explained above the form that is offered next. Danish."""
        row, answer = self._row(), self._answer()
        if answer is None or row.form is None:
            return "Intet svar."
        try:
            register(
                self._office,
                self.number,
                row.form,
                answer,
                Via.PREFECT,
                wait_key=row.wait_key,
                attempt=row.form_attempt,
            )
        except Refused as refused:
            self._refusal = str(refused)
            log.info("answer.refused", case=self.number, milestone=row.form.value, code=refused.code)
            return f"Ikke registreret: {row.form.label} ({refused.code})."
        return f"Registreret: {row.form.label}."

    def clear(self) -> None:
        """Delete form and answer in Prefect: an answer lies there in clear until then."""
        self._run.forget(self._inputs)

    def _answer(self) -> dict[str, Any] | None:
        wait_key = self._row().wait_key
        found = self._inputs.get(names(wait_key)["response"]) if wait_key else None
        return None if found is None else dict(found)

    def wait_for(self, milestone: Milestone) -> None:
        """Return at once unless the case waits for this milestone; else show the form and sleep without a process."""
        with self._office.store.work() as work:
            case = work.load(self.number)
            view, rulebook = self._office.view(work, case), work.rulebook(case.rulebook)
        if view.form is not milestone:
            return
        key = fresh_key()
        artifact = self._show(case, view, wait_key=key)
        now = self._office.clock.now()
        above = self._above(described(view, self.number, self._run.form_links(self._office.public_url), artifact))
        options = offered(milestone, rulebook)
        form = render(milestone, above, defaults(milestone, case, now), danish_date(now), options)
        suspend_flow_run(wait_for_input=form, timeout=None, key=key)

    def close(self) -> str:
        """Show the closed case. What it came to, in Danish, after why the last answer was refused, if it was."""
        with self._office.store.work() as work:
            case = work.load(self.number)
            view = self._office.view(work, case)
        self._show(case, view, wait_key=None)
        return self._above(view.description)

    def _above(self, description: str) -> str:
        """The text above the form, the refusal of the last answer first."""
        return description if self._refusal is None else with_refusal(self._refusal, description)

    def _row(self) -> RunRow:
        with self._office.store.work() as work:
            return work.run(self.number)

    def _show(self, case: CaseFile, view: View, *, wait_key: str | None) -> str:
        """Bring name, tags and page up to date, and note what the run shows, the coming wait's key with it."""
        return show(self._office, self._run, case, view, wait_key)


def show(office: Office, run: CaseRun, case: CaseFile, view: View, wait_key: str | None) -> str:
    """Make the run look like the view, and note that it does. The id of the case's page."""
    links, now = run.form_links(office.public_url), office.clock.now()
    with office.store.work() as work:
        row = work.run(case.number)
        history, known = work.history(case.number), work.cpr_known([case.number])[case.number]
        page = timeline(case, history, work.rulebook(case.rulebook), now, links, cpr_known=known)
    run.show(view)
    artifact = run.show_page(case.number, page, row.artifact)
    shown = replace(
        row,
        wait_key=wait_key,
        form=view.form,
        form_attempt=view.attempt,
        shown_version=case.version,
        shown_name=view.name,
        shown_tags=view.tags,
        artifact=artifact,
    )
    with office.store.work() as work:
        work.keep_run(shown)
    return artifact


def described(view: View, number: str, links: FormLinks, artifact: str | None) -> str:
    """The text above the form, with links to what else can be registered: the todos it names, and the case's page."""
    said = [
        (f"svar på opgave {todo}", links.to(Matter.TODO, {CASE_NUMBER: number, "todo": todo})) for todo in view.todos
    ]
    if artifact is not None and view.form is not None:
        said.append(("andet: se sagens side", links.page(artifact)))
    linked = " · ".join(f"[{words}]({address})" for words, address in said if address)
    return f"{view.description}\n\nRegistrér også: {linked}" if linked else view.description


@contextmanager
def on_desk(office: Office, number: str) -> Iterator[Desk]:
    """Take the case's lock and make sure the flow run we are in is the case's own. Inside a flow run only.

    Raises NotOurs: another step holds the lock, or the case has a newer run. Raises UnknownCase.
    """
    flow_run = _present_run()
    with _lock(office, number), SyncClientContext.get_or_create() as context:
        _claim(office, number, flow_run)
        again_on_conflict(lambda: _act(office, number))
        yield Desk(office, number, CaseRun(context.client, flow_run.id))


def _act(office: Office, number: str) -> None:
    """An answer may come in from elsewhere meanwhile: the desk has the steps' lock, not the case."""
    with office.store.work() as work:
        act(work, work.load(number), office.clock.now())


def _present_run() -> FlowRun:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("a case is on the desk only inside its flow run")
    return context.flow_run


@contextmanager
def _lock(office: Office, number: str) -> Iterator[None]:
    """The case's lock; a reconciler that just looks has it for moments only."""
    for _ in range(_PATIENCE):
        with office.store.step_lock(number) as free:
            if free:
                yield
                return
        time.sleep(_PAUSE_SECONDS)
    raise NotOurs(f"Sag {number} er i gang i et andet trin.")


def idempotency_key(number: str, attempt: int) -> str:
    """The key by which a case's run is made once per attempt."""
    return f"{number}#{attempt}"


def _claim(office: Office, number: str, flow_run: FlowRun) -> None:
    with office.store.work() as work:
        row = work.run(number)
        if flow_run.idempotency_key != idempotency_key(number, row.attempt):
            raise NotOurs(f"Sag {number} har allerede en kørsel; denne bruges ikke.")
        if row.flow_run_id is None:
            work.keep_run(replace(row, flow_run_id=str(flow_run.id)))
