"""`samraad register`: a milestone or another matter registered from the command line."""

from __future__ import annotations

from typing import Annotated, Final

from cyclopts import App, Parameter

from config.settings import load_settings
from deployments.commands.answering import answer
from deployments.commands.milestones import explain_forms, read_asked
from deployments.commands.printing import AsJson, print_json, say
from deployments.commands.shapes import case_line
from deployments.opening import at_office
from samraad.case import CaseFile
from samraad.crossing import beside, say_beside
from samraad.deadlines import running
from samraad.events import Event
from samraad.rulebook import Rulebook
from samraad.summary import summarise
from samraad.view import say as say_deadline
from samraad.vocabulary import Via
from samraad.wording import say as say_event
from tasks import registering
from tasks.office import Office
from tasks.store.port import Work

#: Who samraad itself is in a case file.
_SERVICE: Final = "samraad"

register = App(name="register", help_epilogue=explain_forms())


@register.default
def register_milestone(
    number: Annotated[str, Parameter(name="SAGSNUMMER", help="F.eks. 2026-0042.")],
    milestone: Annotated[str, Parameter(name="MILEPÆL", help="Eller andet, se nedenfor: kode eller dansk navn.")],
    /,
    *fields: Annotated[
        str,
        Parameter(
            name="FELT=VÆRDI",
            allow_leading_hyphen=True,
            help="Det, der ikke gives, får sin sædvanlige værdi. Et - læser felterne som JSON fra stdin.",
        ),
    ],
    by: Annotated[str, Parameter(help="Dine initialer.")],
    json_in: Annotated[bool, Parameter(negative="", help="Det samme som -.")] = False,
    as_json: AsJson = False,
) -> int:
    """Register a milestone. Raises UnknownCase; Refused or BadInput, saying what to change; nothing is registered then.

    --json prints the case as `samraad cases --json` does, and asks nothing.
    """
    asked = read_asked(milestone)
    given = answer(asked, fields, json_in=json_in, ask_private=not as_json)
    with at_office(load_settings()) as office:
        case = registering.register(office, number.strip(), asked, {**given, "by": by}, Via.CLI)
        with office.store.work() as work:
            rulebook = work.rulebook(case.rulebook)
            registered, *followed = _since_answer(work, case)
            run = work.run(case.number).flow_run_id
        now = office.clock.now()
        if as_json:
            print_json(case_line(summarise(case, rulebook), run, now))
            return 0
        say(f"Registreret i sag {case.number}: {say_event(registered)}.")
        for event in followed:
            say(f"{say_event(event)}.")
        if first := beside(case, by.strip().upper()):
            say(say_beside(first))
        say(_next(office, case, rulebook))
    return 0


def _since_answer(work: Work, case: CaseFile) -> list[Event]:
    """The answer's own event, and what samraad did by itself because of it."""
    history = [each for each in work.history(case.number) if each.version <= case.version]
    answer = max(each.version for each in history if each.actor != _SERVICE)
    return [each.event for each in history if each.version >= answer]


def _next(office: Office, case: CaseFile, rulebook: Rulebook) -> str:
    """What the case waits for now."""
    open_ = running(case, rulebook, office.clock.now())
    if not open_:
        return "Sagen er afsluttet."
    return f"Sagen afventer nu: {' · '.join(say_deadline(each) for each in open_)}."
