"""The police's own words for crimes, as the shipped rulebook understands them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad.errors import BrokenRulebook
from samraad.offences import Words, plain
from samraad.rulebooks import parse, recall
from samraad.vocabulary import Offence as Of
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT

WORDINGS: list[tuple[str, list[Of]]] = [
    # violence, and what holds its letters only
    ("Vold", [Of.VIOLENCE]),
    ("VOLD AF SÆRLIG RÅ KARAKTER, STRAFFELOVENS § 245, STK. 1", [Of.VIOLENCE]),
    ("simpel vold efter strfl. § 244", [Of.VIOLENCE]),
    ("§ 246", [Of.VIOLENCE]),
    ("strfl. § 245, jf. § 247, stk. 1", [Of.VIOLENCE]),
    ("vold mod tjenestemand i funktion, § 119, stk. 1", [Of.VIOLENCE]),
    ("slagsmål", [Of.VIOLENCE]),
    ("skoleslagsmål i 7. klasse", [Of.VIOLENCE]),
    ("gadeuorden, straffelovens § 134 a", [Of.VIOLENCE]),
    ("gadeuorden", [Of.OTHER]),  # shouting, most often
    ("overfald på banegården", [Of.VIOLENCE]),
    ("knivstikkeri", [Of.VIOLENCE]),
    ("vold med kniv", [Of.VIOLENCE, Of.WEAPONS]),
    ("fareforvoldelse, § 252", [Of.VIOLENCE]),
    ("voldsom adfærd", [Of.OTHER]),
    ("voldsomt hærværk", [Of.VANDALISM]),
    ("Voldgade 3", [Of.OTHER]),
    # threats: the violence in them is not done
    ("trusler", [Of.THREATS]),
    ("trusler om vold", [Of.THREATS]),
    ("trussel om grov vold", [Of.THREATS]),
    ("truet med vold", [Of.THREATS]),
    ("voldstrusler", [Of.THREATS]),
    ("drabstrusler", [Of.THREATS]),
    ("trusler på livet, § 266", [Of.THREATS]),
    ("vold og trusler om vold", [Of.VIOLENCE, Of.THREATS]),
    ("vidnetrusler", [Of.THREATS]),
    ("vold mod vidne, straffelovens § 123", [Of.VIOLENCE, Of.THREATS]),
    ("straffelovens § 266 b", [Of.OTHER]),  # another paragraph than 266
    # homicide
    ("forsøg på manddrab, § 237, jf. § 21", [Of.HOMICIDE]),
    ("drabsforsøg", [Of.HOMICIDE]),
    ("selvmordstrusler", [Of.OTHER]),
    # sexual offences
    ("blufærdighedskrænkelse", [Of.SEXUAL_OFFENCE]),
    ("voldtægt", [Of.SEXUAL_OFFENCE]),
    ("seksuelt overfald", [Of.SEXUAL_OFFENCE]),
    ("samleje med barn under 15 år, § 222", [Of.SEXUAL_OFFENCE]),
    *((f"straffelovens § {number}", [Of.SEXUAL_OFFENCE]) for number in (210, 216, 217, 225, 232, 235)),
    ("deling af krænkende billeder, § 264 d", [Of.SEXUAL_OFFENCE]),
    # robbery
    ("Røveri", [Of.ROBBERY]),
    ("gaderøveri", [Of.ROBBERY]),
    ("røveri mod butik, § 288", [Of.ROBBERY]),
    ("røverisk overfald", [Of.ROBBERY]),
    ("ROEVERI", [Of.ROBBERY]),  # a system without ø
    # burglary and theft
    ("indbrud i villa", [Of.BURGLARY]),
    ("indbrudstyveri", [Of.BURGLARY]),
    ("tyveri ved indbrud", [Of.BURGLARY]),
    ("§ 276 a", [Of.BURGLARY]),
    ("Indbrud i kiosk; hæleri", [Of.BURGLARY, Of.THEFT]),
    ("butikstyveri", [Of.THEFT]),
    ("straffelovens § 276, jf. § 285", [Of.THEFT]),
    ("brugstyveri af knallert, § 293 a", [Of.THEFT]),
    ("straffelovens §293a", [Of.THEFT]),
    ("hæleri, § 290", [Of.THEFT]),
    ("identitetstyveri", [Of.OTHER]),
    # the rest of the vocabulary
    ("afpresning, § 281", [Of.BLACKMAIL]),
    ("frihedsberøvelse, § 261", [Of.DEPRIVATION_OF_LIBERTY]),
    ("brandstiftelse, § 180", [Of.ARSON]),
    ("§ 181", [Of.ARSON]),
    ("påsat brand", [Of.ARSON]),
    ("hærværk/graffiti", [Of.VANDALISM]),
    ("Groft haervaerk efter § 291, stk. 2", [Of.VANDALISM]),
    ("overtrædelse af knivlovens § 7", [Of.WEAPONS]),
    ("knivlov", [Of.WEAPONS]),
    ("knivbesiddelse", [Of.WEAPONS]),
    ("våbenloven § 2", [Of.WEAPONS]),
    ("besiddelse af skydevåben, § 192 a", [Of.WEAPONS]),
    ("lov om euforiserende stoffer § 3", [Of.DRUGS]),
    ("besiddelse af narkotika", [Of.DRUGS]),
    ("salg af hash", [Of.DRUGS]),
    ("kokain", [Of.DRUGS]),
    ("straffelovens § 191", [Of.DRUGS]),
    ("gentagen kriminalitet", [Of.REPEATED]),
    # several
    ("straffelovens §§ 244, 266 og 291", [Of.VIOLENCE, Of.THREATS, Of.VANDALISM]),
    ("§ 244 i straffeloven", [Of.VIOLENCE]),
    ("paragraf 288 og 244", [Of.ROBBERY, Of.VIOLENCE]),
    ("straffelovens 244", [Of.VIOLENCE]),
    ("røveri under trusler med kniv", [Of.ROBBERY, Of.THREATS, Of.WEAPONS]),
    # penal code, but no kind of the vocabulary
    *((f"straffelovens § {number}", [Of.OTHER]) for number in (121, 260, 264, 277, 278, 280, 285)),
    ("ulovlig tvang", [Of.OTHER]),
    ("husfredskrænkelse", [Of.OTHER]),
    ("underslæb", [Of.OTHER]),
    # other laws have paragraphs of the same number
    ("færdselslovens § 119", [Of.OTHER]),
    ("færdselslovens §§ 119 og 244", [Of.OTHER]),
    ("fdl. § 118", [Of.OTHER]),
    ("§ 7", [Of.OTHER]),
    ("kørsel uden kørekort", [Of.OTHER]),
    ("sagsnummer 244", [Of.OTHER]),
    ("", [Of.OTHER]),
    # from across the bridge and the border
    ("Robbery", [Of.ROBBERY]),
    ("assault", [Of.VIOLENCE]),
    ("sexual assault", [Of.SEXUAL_OFFENCE]),
    ("shoplifting", [Of.THEFT]),
    ("misshandel", [Of.VIOLENCE]),
    ("stöld", [Of.THEFT]),
    ("olaga hot", [Of.THREATS]),
    ("rån", [Of.ROBBERY]),
]


@pytest.mark.parametrize(("wording", "kinds"), WORDINGS)
def test_what_the_police_call_it(wording: str, kinds: list[Of]) -> None:
    composed, taken_apart = (unicodedata.normalize(form, wording) for form in ("NFC", "NFD"))
    assert [list(RULEBOOK.kinds_of([each])) for each in (composed, taken_apart, wording.upper())] == [kinds] * 3


@given(st.text(max_size=200))
def test_any_words_have_a_kind_and_other_stands_alone(passage: str) -> None:
    kinds = RULEBOOK.kinds_of([passage])
    assert kinds
    assert Of.OTHER not in kinds or kinds == (Of.OTHER,)


def test_a_word_may_stand_for_two_kinds() -> None:
    words = Words.of({Of.VIOLENCE: ("knivstik*",), Of.WEAPONS: ("knivstik*", "*kniv*")})
    assert words.kinds_in("knivstikkeri") == (Of.VIOLENCE, Of.WEAPONS)
    assert words.kinds_in("kniv") == (Of.WEAPONS,)


def test_a_rulebook_without_words_knows_no_kind() -> None:
    assert Words.of({}).kinds_in("vold") == (Of.OTHER,)


@pytest.mark.parametrize("word", ["", "*", "* *", "§ *", "vo"])
def test_a_word_that_would_fit_anything_is_refused_in_a_new_rulebook(word: str) -> None:
    text = RULEBOOK_TEXT.replace('"gentagen kriminalitet"', f'"{word}"')
    with pytest.raises(BrokenRulebook, match=r"felt offences: .*needs at least 3 letters of its own"):
        parse(text, "ny.toml")
    assert Of.VIOLENCE in recall(text, "gammel").offences


#: As the words stood before phrases, `other` and letters of paragraphs were understood.
OLD_WORDS = """[offences]
homicide = ["drab*", "*drab", "manddrab*", "§ 237"]
theft = ["*tyveri*", "*hæleri", "§ 293a"]
violence = ["vold", "volds*", "§ 244"]
"""


def test_the_words_of_an_old_rulebook_are_read_as_they_were() -> None:
    start, end = RULEBOOK_TEXT.index("[offences]"), RULEBOOK_TEXT.index("[milestones.assessment]")
    old = recall(RULEBOOK_TEXT[:start] + OLD_WORDS + RULEBOOK_TEXT[end:], "gammel")
    passages = ["drabsforsøg", "hæleri", "§ 293 a", "vold", "straffelovens §244", "røveri"]
    assert [old.kinds_of([each])[0] for each in passages] == [
        Of.HOMICIDE, Of.THEFT, Of.THEFT, Of.VIOLENCE, Of.VIOLENCE, Of.OTHER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§§ 244, 245 og 246, stk. 2", "§ 244 § 245 § 246, stk. 2"),
        ("§ 276 jf. § 285", "§ 276 § 285"),
        ("Straffelovens  §\u00a0293 A", "straffelovens § 293a"),
        ("§ 244 i straffeloven", "§ 244 i straffeloven"),
        ("straffelovens 288", "§ 288"),
        ("færdselslov* § *", "faerdselslov* § *"),
    ],
)
def test_paragraphs_are_written_one_way(text: str, expected: str) -> None:
    assert plain(text) == expected
