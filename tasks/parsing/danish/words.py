"""The words by which Danish free text says who is who. Everything here is a pattern for text in lower or mixed case."""

from __future__ import annotations

import re

#: Capital letters of names (Basic Latin to Latin Extended-B, and those with two marks).
_UPPER = "".join(chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())

#: One capitalised word of a name: `Karl-Emil`, `O'Neill`, `R.`
NAME_WORD = rf"(?:[{_UPPER}]\.|(?:(?:al|el|ad|as|ar|ul)-)?[{_UPPER}][\w'’]{{0,40}}(?:-[\w'’]{{1,40}}){{0,3}})"
_PARTICLE = (
    r"(?:van der|van den|van de|van 't|von der|von dem|de la|'t|af|von|van|de|du|la|di|da|al|el|bin|bint|ibn"
    r"|zu|le|dos|del|ter|ten|abu|ul)"
)
#: A whole name; particles only before a capitalised word.
NAME = rf"(?<!\w)(?:{_PARTICLE} )?{NAME_WORD}(?: (?:{_PARTICLE} )?{NAME_WORD}){{0,7}}"

#: A word that says somebody is suspected.
SUSPECT = (
    r"\b(?:med|unge)?(?:sigt(?:et|ede|edes|es|else\w*)|mistænk(?:t|te|tes|es|er)|mistanke\w*"
    r"|anhold(?:t|te|tes|es|else\w*)"
    r"|tiltal(?:t|te|es)|gerningsm[aæ]nd\w*|varetægts\w*|erkend(?:t|er)"
    r"|(?<!hvem der )har (?:\w+ )?(?:begået|udøvet)|(?:menes|formodes|antages) at have (?:begået|udøvet)"
    r"|(?:politi)?anmeldt(?= for\b)"
    # English, Norwegian, Swedish
    r"|suspect(?:ed|s)?|charged|arrested|accused|siktet|siktede|mistenk(?:t|te|es)|misstänk(?:t|ta|te|s)|åtala(?:d|de|s)"
    r"|häkta(?:d|de)|anhållen)\b"
)
#: A word that says somebody is *not* the one suspected: victim, witness, family, reporter, professional.
OTHER = (
    r"\b(?:forurette(?:t|de|des)|skadelidtes?|ofre|ofret|offeret|ofrene|offerets|offer|vidne(?:t|r|rne|rs|ts)?"
    r"|(?:sted|pleje|bonus|bedste|mor|far)?(?:mor|far|moder|fader)(?:en|s|ens)?|(?:pleje|bedste"
    r"|sted)?forældre(?:ne|nes|s)?"
    r"|forælder(?:en|s)?|forældremyndighed\w*|bopælsforælder|underretter"
    r"|naboe?r?|nabo|rektor|træner(?:en)?|forældremyndighedens indehavere?|værge(?:r|n|rne|ns)?|søster(?:en|s)?"
    r"|søskende|bror(?:en|s)?|broder(?:en)?|onkel|tante|farbror|morbror|kæreste(?:r|n|ns)?|ven|vennen|veninden?"
    r"|kammerat(?:en)?|anmelder(?:en|s|ens)?|(?:politi|kriminal)?assistent(?:en)?|(?:politi)?betjent(?:en)?"
    r"|(?:vice)?politikommissær(?:en)?|(?:vice)?politiinspektør(?:en)?|efterforsker(?:en)?|sagsbehandler(?:en|s)?"
    r"|(?:social)?rådgiver(?:en)?|kontaktperson(?:en)?|forsvarer(?:en)?|advokat(?:en)?|bisidder(?:en)?|lærer(?:en)?"
    r"|skoleleder(?:en)?|ssp-\w+|tolk(?:en)?|pædagog(?:en)?|læge(?:n)?|kontakt"
    r"|fætter(?:en)?|kusine(?:n)?|medelev(?:en)?|klassekammerat(?:en)?"
    r"|victims?|witness(?:es)?|mother|father|parents?|guardian|officer|complainant|fornærmede|målsägande(?:n)?"
    r"|vittnet?)\b"
)
#: Of these, those who are as young, and may be suspected beside the person they belong to.
PEER = (
    r"\b(?:bror(?:en)?|broder(?:en)?|søster(?:en)?|søskende|fætter(?:en)?|kusine(?:n)?|kammerat(?:en)?|ven|vennen"
    r"|veninden?|kæreste(?:n)?|medelev(?:en)?|klassekammerat(?:en)?)\b"
)
#: The suspicion is denied or has fallen.
DENIED = (
    rf"\b(?:ikke(?! (?:kun|alene|blot|bare|mindst|tidligere|før)\b)|aldrig|hverken|ingen|not|no longer|inte)\b"
    rf"[^.,;\n]{{0,30}}(?!\berkend){SUSPECT}"
    rf"|\b(?:uden|renset for|without)\b[^.,;\n]{{0,20}}{SUSPECT}"
    r"|\b(?:sag|sagen|forholdet|sigtelse\w*|mistanke\w*)\b[^.;\n]{0,80}\b(?:henlagt|henlægges|ubegrundet|grundløs"
    r"|uberettiget|frafalde\w*|opgivet)\b|\btiltalefrafald\b|\bpåtaleopgiv\w*|\bfrikend\w*|\bacquitted\b"
    r"|\b(?:sigtelse\w*|mistanke\w*)\b[^.;\n]{0,40}\b(?:frafald\w*|opgive\w*|bortfald\w*"
    r"|afkræft\w*|ophæve\w*|trukket)"
    r"|\b(?:frafald\w*|opgiv\w*|afkræft\w*)\b[^.;\n]{0,30}\b(?:sigtelse\w*|mistanke\w*)|\bfrifund\w*"
)
#: What follows is not said to be so, before the first word of suspicion.
IF = (
    r"\b(?:såfremt|hvis|i tilfælde af|ikke (?:kan )?udelukkes|kan ikke udelukke|måtte blive|muligvis|måske|eventuelt"
    r"|if|might be|may be)\b"
)
#: The person named next was the target of the act.
STRUCK = (
    r"\b(?:mod|imod|over ?for|til skade for|slået|slog|sparket|sparkede|truet|truede|overfaldet"
    r"|overfaldt|røvet|afpresset|stukket"
    r"|skubbet|krænket|bestjålet|antastet|voldtaget|frihedsberøvet|chikaneret|ramt|ramte)"
    r"(?: (?:på|den|en|et|sin|hans|hendes|deres|unge|elev|eleven|drengen|pigen|personen|medelev"
    r"|klassekammerat(?:en)?|\d+-årige?)){0,3}[\s,:(]*$"
)
#: "mistanken mod X", "sagen mod X": there X is the one suspected.
ACCUSED = (
    r"\b(?:mistanke\w*|sigtelse\w*|sag|sagen|anklage\w*|(?:politi)?anmeldelse\w*|efterforskning\w*"
    r"|straffesag\w*)\b[^.,;\n]{0,60}\b(?:mod|imod)[\s:]*$"
)
#: What befell the person, or what they reported, in the words after their number.
BEFELL = (
    r"\b(?:udsat for|frastjålet|tilskadekom\w*|kom til skade|anmeldte|har anmeldt|overværede|har "
    r"overværet|er forurettet"
    r"|som (?:forurettet|vidne|offer|bisidder|værge|anmelder)|(?:blev|er|var) (?:\w+ "
    r"){0,3}?(?:ramt|slået|truet|overfaldet|røvet|stukket|sparket|krænket))\b"
)
#: The words before a person who is named as one of those just spoken of.
CUE = (
    r"(?:drejer sig om|er tale om|vedrører|vedr\.?|vedrørende|angår|angående|følgende|nemlig"
    r"|navnlig|identificeret som|identitet\w*|hedder"
    r"|navnet er|navn er|nedenstående|de unge er|den unge er|den unge|drengen|pigen|drengene"
    r"|pigerne|som er|:)[\s:,(]*$"
)
#: "Han er …", "Den unge er …": the sentence speaks of the person named just before.
PRONOUN = (
    r"^(?:(?:desuden|endvidere|derudover|i øvrigt)\b[\s,]*(?:er|blev)?\s*)?(?:han|hun|vedkommende"
    r"|den unge|drengen|pigen|den pågældende|den sigtede|den mistænkte|personen)\b"
)
#: The same of all those named.
PRONOUN_ALL = (
    r"^(?:desuden |endvidere )?(?:er |blev )?(?:de|begge|alle|alle tre|drengene|pigerne|de unge"
    r"|de er|de sigtede|de mistænkte)\b"
)

#: A stem with which the name of an offence begins or is built.
OFFENCE = (
    r"(?:\w*vold(?:en|elig\w*|s\w+)?|voldtægt\w*|\w*trusl\w*|\w*true\w*|\w*røveri\w*|\w*tyveri\w*"
    r"|\w*indbrud\w*|\w*hærværk\w*|brandstiftelse\w*|ildspåsættelse\w*"
    r"|\w*afpresning\w*|\w*frihedsberøvelse\w*|\w*drab\w*|\w*krænk\w*|blufærdighed\w*"
    r"|besiddelse\w*|salg|overdragelse|indførsel|hæleri\w*"
    r"|\w*bedrageri\w*|våben\w*|\w*våbenlov\w*|\w*knivlov\w*|narko\w*|euforiserende|overfald\w*"
    r"|dokumentfalsk|hacking|\w*deling"
    r"|legemsangreb|forsøg|medvirken|chikane|stalking|overtrædelse\w*|kørsel|\w*smugleri|røverier"
    r"|samleje|\w*kriminalitet|uagtsom\w*"
    r"|\w*lemlæstelse|upassende|gruppeuorden|ulovlig\w*|\w*menneskehandel|husfred\w*|kniv\w*|skyderi|omgang|anden"
    r"|robbery|assault|theft|burglary|violence|threats?|vandalism|drugs?|possession|fraud|arson|rape|stabbing"
    r"|ran|ransforsøk|innbrudd|skadeverk|vold(?:sutøvelse)?|misshandel|rån|stöld|inbrott|skadegörelse|hot)"
)
_ADJECTIVE = (
    r"(?:grov|grove|groft|simpel|kvalificeret|gentagen|gentagne|særlig|særligt|farlig|forsøg på"
    r"|seksuel|seksuelt|psykisk|fysisk|grovere|gade|væbnet|omfattende|flere|to|tre)"
)
#: An offence begins here.
OFFENCE_START = rf"\b(?:{_ADJECTIVE}[ -]){{0,3}}{OFFENCE}\b"

FLAGS = re.IGNORECASE


#: A dot that ends no sentence: "d.d. opgivet", "cpr. 0305…".
_INNER_DOT = re.compile(r"(?<=\w)\.(?=\S|\s+[a-zæøå\d(])")


def suspects(text: str) -> bool:
    """Whether the words speak of a suspicion at all (and do not deny it)."""
    return bool(re.search(SUSPECT, text, FLAGS)) and not denies(text)


def denies(text: str) -> bool:
    """Whether the words deny a suspicion, or say that it has fallen."""
    return bool(re.search(DENIED, _INNER_DOT.sub(" ", text), FLAGS))
