"""What of some capitalised words is a name, and what only looks like one."""

from __future__ import annotations

_STOP = frozenset(
    """
    den det de han hun der unge ung sigtede sigtet sigtes mistænkte mistænkt forurettede forurettet vidnet vidne
    drengen pigen dreng pige mor far moderen faderen moren faren moder fader navn cpr cpr-nr cprnr cpr-nummer vedr
    vedrørende angående politiet politi station hej kære til fra på i og samt begge en et to tre fire følgende
    nedenstående ovenstående journalnr sag sagen anholdte anholdt personen person eleven hermed politiassistent
    politibetjent politikommissær kriminalassistent vicepolitiinspektør vicepolitikommissær pa pb pk hr fru frk
    underretning orientering ifølge også desuden endvidere mens medens når da hvis efter derudover kommunen anmelder
    anmelderen værge forældre adresse født fødselsdato sigtelse afhøring mistanke anmeldelse klokken kl tlf vi jeg
    hans hendes deres denne dette disse som at for med mandag tirsdag onsdag torsdag fredag lørdag søndag januar
    februar marts april maj juni juli august september oktober november december tidligere medgerningsmand
    medsigtede søster bror søsteren broren offer ofret gerningsmand gerningsmanden tiltalte kontaktperson
    sagsbehandler advokat forsvarer betjent bor bopæl tid sted lille store emne ad bilag note nb obs ps af du
    brødrene søstrene søskende tvillingerne drengene pigerne vennerne såfremt anmeldt direkte mobil telefon ligeledes
    endelig dernæst samtidig senere efterfølgende patruljen ovennævnte nævnte pågældende vedkommende hovedmistænkte
    name mr mrs the victim witness suspect både samtlige alle kontakt ung unge elev eleven barn barnet
    """.split()  # noqa: SIM905 - a list would be two hundred lines long
)
#: Of these, those that are names as well: within a name, or before more of it.
_NAMES_TOO = frozenset("hans august april maj juni juli".split())  # noqa: SIM905 - as above
_MOST_WORDS = 8


def clean(text: str, *, day: bool = False) -> str | None:
    """The name without the words around it that only look like one; None when nothing is left.

    day: a number stands before it, so that a month at the beginning is one.
    """
    tokens = text.strip(" ,;:.()-–").split()
    while tokens and _is_stop(tokens[0]) and (day or not _is_name_too(tokens)):
        tokens.pop(0)
    for index, token in enumerate(tokens):
        if token[0].isupper() and _is_stop(token) and token.lower() not in _NAMES_TOO:
            tokens = tokens[:index]
            break
    if len(tokens) > _MOST_WORDS or not tokens:
        return None
    return " ".join(tokens)


def _is_stop(token: str) -> bool:
    return token.strip(".:").lower() in _STOP


def _is_name_too(tokens: list[str]) -> bool:
    return tokens[0].lower() in _NAMES_TOO and len(tokens) > 1 and not _is_stop(tokens[1])
