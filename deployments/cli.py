"""`samraad`: the command line. Here the commands are listed and their errors translated, once.

Exit codes: 0 done, 1 failure (the operator can mend it), 2 bad input (the person at the keyboard can). What went wrong
stands on stderr, in Danish. Commands are imported when they are called: `samraad --help` costs a quarter of a second.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from cyclopts import App, Parameter
from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from samraad.errors import BadInput, Failure

FAILURE: Final = 1
BAD_INPUT: Final = 2

#: Command → where it is, and what `samraad --help` says of it.
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "up": ("running:up", "Start alt på denne maskine og bliv ved, til Ctrl-C."),
    "down": ("running:down", "Stop alt, som »up« eller en anden kommando har startet."),
    "intake": ("intake:intake", "Tag .eml-filer eller mapper med dem ind, som postkassen ville gøre."),
    "open": ("call:open_by_call", "Skriv en underretning ned, som kom på telefon eller ved en afhøring."),
    "cases": ("cases:cases", "Vis sagerne: hvad de afventer, og hvornår."),
    "case": ("case:case", "Vis en sag: frister, rykkere og alt, hvad der er sket."),
    "register": ("register:register", "Registrér en milepæl på en sag, eller andet, der er sket."),
    "staff": ("staff:staff", "Vis og ret medarbejderne: fravær, stedfortrædere, fratrådte, import af en fil."),
    "quarantine": ("quarantine:quarantine", "Vis, frigiv og afvis det, der ikke kunne læses med sikkerhed."),
    "ignored": ("ignored:ignored", "Vis dagens ignorerede (fyldt 18 år, automatiske svar), og genåbn en."),
    "person": ("person:person", "Ret, hvem en sag er om: navn, CPR-nummer og fødselsdato."),
    "completeness": ("completeness:complete", "Vis, hvilke af de syv oplysninger sagerne mangler."),
    "deadline": ("deadline:deadline", "Regn en frist ud: dato, art, hjemmel og hvordan den er talt."),
    "audit": ("audit:audit", "Efterprøv, at ingen har ændret i sagernes hændelser."),
    "layout": ("layout:layout", "Vis, hvordan en listes overskrifter forstås, og lær dem, der ikke gør."),
    "reconcile": ("running:reconcile", "Bring Prefects billede af sagerne i overensstemmelse med sagerne."),
    "doctor": ("checkup:doctor", "Undersøg, om alt er i orden, og hvad der skal rettes."),
}


def make_app() -> App:
    """The commands; each is imported when it is called, or its help asked for."""
    app = App(
        name="samraad",
        help="Fra politiets underretning til netværkssamrådet: intet for sent, intet tabt, alt skrevet ned.",
        help_epilogue="»samraad KOMMANDO --help« forklarer en kommando.",
        version=_version,
        help_format="plaintext",
        group_commands="Kommandoer",
        group_arguments="Argumenter",
        group_parameters="Muligheder",
        default_parameter=Parameter(show_default=False),
        result_action="return_value",
    )
    app["--help"].help = "Vis denne hjælp."
    app["--version"].help = "Vis udgaven."
    for name, (where, text) in COMMANDS.items():
        app.command(f"deployments.commands.{where}", name=name, help=text)
    return app


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line. Returns the exit code; never raises but for what ends the process."""
    try:
        done = make_app()(arguments, exit_on_error=False, print_error=False, help_on_error=False)
    except CycloptsError as error:
        return _complain(_usage(error), BAD_INPUT)
    except BadInput as error:
        return _complain(str(error), BAD_INPUT)
    except Failure as error:
        return _complain(str(error), FAILURE)
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    except Exception as error:  # noqa: BLE001 - the boundary of the process
        return _complain(_crash(error), FAILURE)
    return done if isinstance(done, int) else 0


def main() -> None:
    """Entry point of `samraad`."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no æ must not end a command half-way.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def _complain(text: str, code: int) -> int:
    sys.stderr.write(f"samraad: {text}\n")
    return code


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - half of the time of `samraad --help`

    return version("samraad")


def _usage(error: CycloptsError) -> str:
    """What is wrong with the command line, in Danish."""
    name = " ".join(("samraad", *(error.command_chain or ())))
    return f"{_wrong(error)} »{name} --help« viser, hvordan."


def _wrong(error: CycloptsError) -> str:  # noqa: PLR0911 - one arm an error
    argument = error.argument.name if error.argument else ""
    match error:
        case MissingArgumentError():
            return f"{argument} mangler."
        case UnknownOptionError():
            return f"Muligheden {error.token.keyword or error.token.value} findes ikke."
        case UnknownCommandError():
            return f"Kommandoen {' '.join(error.unused_tokens or ())[:40]} findes ikke."
        case UnusedCliTokensError():
            return f"»{' '.join(error.unused_tokens or ())[:40]}« er for meget."
        case CoercionError():
            return f"{argument}: »{error.token.value if error.token else ''}« kan ikke forstås."
        case RepeatArgumentError():
            return f"{argument} er givet to gange."
        case _:
            return "Kommandolinjen kan ikke forstås."


def _crash(error: Exception) -> str:
    """Note it in the log, and say where. Imported here: when all is well nobody needs it."""
    from config.settings import load_settings  # noqa: PLC0415
    from deployments.logs import command_log, note_crash  # noqa: PLC0415

    what = f"Der gik noget galt, som samraad ikke kender ({type(error).__name__})"
    try:
        file = command_log(load_settings().home)
        note_crash(error, file)
    except (OSError, BadInput):
        return f"{what}, og loggen kan ikke skrives."
    return f"{what}. Se {file}."


if __name__ == "__main__":
    main()
