"""`samraad audit`: has anybody changed what was written?"""

from __future__ import annotations

from cyclopts import App

from config.settings import load_settings
from deployments.commands.printing import AsJson, complain, print_json, say
from deployments.opening import at_office
from samraad.amounts import amount

audit = App(name="audit")


@audit.command(help="Regn alle sagers kæder efter. Udgangskode 1, hvis noget er ændret.")
def verify(*, as_json: AsJson = False) -> int:
    """Check every chain: hashes, gaps, numbers, and that the list of cases says what the events say."""
    with at_office(load_settings()) as office:
        found = office.store.verify()
    if as_json:
        counts = {"cases": found.cases, "items": found.items, "events": found.events}
        print_json({"ok": found.ok, **counts, "problems": list(found.problems)})
    elif found.ok:
        cases, items, events = amount(found.cases, "sag"), amount(found.items, "post"), amount(found.events, "hændelse")
        say(f"Alt passer: {cases}, {items} i karantæne, {events}.")
    else:
        for problem in found.problems:
            complain(problem)
        complain(f"{len(found.problems)} fejl i {amount(found.cases, 'sag')}. Sammenlign med en sikkerhedskopi.")
    return 0 if found.ok else 1
