"""Kinds of crime (002 §6.1)."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Offence(Labelled):
    """Kinds of crime (002 §6.1; the last five are ours)."""

    VIOLENCE = "violence", "vold"
    THEFT = "theft", "tyveri"
    ROBBERY = "robbery", "røveri"
    BURGLARY = "burglary", "indbrud"
    VANDALISM = "vandalism", "hærværk"
    THREATS = "threats", "trusler"
    BLACKMAIL = "blackmail", "afpresning"
    DEPRIVATION_OF_LIBERTY = "deprivation_of_liberty", "frihedsberøvelse"
    REPEATED = "repeated", "gentagen kriminalitet"
    DRUGS = "drugs", "narko"
    WEAPONS = "weapons", "våben"
    SEXUAL_OFFENCE = "sexual_offence", "sædelighed"
    HOMICIDE = "homicide", "drab"
    ARSON = "arson", "brandstiftelse"
    OTHER = "other", "andet"
