"""The short forms of answers, as a table: what stands first in the line, and what may stand after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from samraad.vocabulary import Milestone, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What may stand after the day: a field, filled in by the words after one of the leads."""

    field: str
    #: Words before it; an empty one: it may stand there without.
    leads: tuple[str, ...]


#: `…, fordi flyttet`.
BECAUSE: Final = Rest(field="reason", leads=("fordi", "grund", "årsag", ""))
_BY: Final = ("", "ved", "med", "pr", "via", "som")


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """One short form: the words, the day it happened if that was not today, the tail, the rest."""

    words: tuple[str, ...]
    topic: Topic
    fields: Mapping[str, str] = field(default_factory=dict)
    #: Words that stand after the day, one of them; none: nothing more tells what it is.
    tail: tuple[str, ...] = ()
    #: Field of the day; None: the day on which it happened, as the form has it.
    day: str | None = None
    #: None: nothing may stand there.
    rest: Rest | None = None
    #: As staff are shown it.
    example: str
    #: Stands under messages too, where there is room for two: what excuses something is not suggested there.
    offered: bool = True


M = Milestone

#: How the second holder of custody is registered, where only that one is missing.
SECOND_HOLDER: Final = "anden forælder indkaldt 27.11 brev"

_EARLY: Final = (
    Short(
        words=("ikke akut", "intet akut behov", "ikke akut behov"),
        topic=M.ASSESSMENT,
        fields={"outcome": "no_acute_need"},
        example="ikke akut 24.11",
    ),
    Short(words=("akut", "akut behov"), topic=M.ASSESSMENT, fields={"outcome": "acute_need"}, example="akut 24.11"),
    Short(
        words=("i målgruppen",),
        topic=M.TARGET_GROUP,
        fields={"outcome": "in_target_group"},
        example="i målgruppen 24.11",
    ),
    Short(
        words=("uden for målgruppen", "udenfor målgruppen", "ikke i målgruppen"),
        topic=M.TARGET_GROUP,
        fields={"outcome": "outside"},
        rest=Rest(field="destination", leads=("går til", "til", "")),
        example="uden for målgruppen 24.11, egen sagsbehandler",
    ),
    Short(words=("modtaget", "sagen er modtaget"), topic=M.ASSIGNMENT, example="modtaget"),
    Short(
        words=("kan ikke tage sagen", "kan ikke tage den"),
        topic=M.ASSIGNMENT,
        fields={"outcome": "declined"},
        rest=BECAUSE,
        example="kan ikke tage sagen, fordi inhabil",
        offered=False,
    ),
    Short(
        words=("indkaldt",),
        topic=M.SUMMONS,
        rest=Rest(field="channel", leads=_BY),
        example="indkaldt 25.11 digital post",
    ),
    Short(
        words=("ikke indkaldt", "indkaldes ikke"),
        topic=M.SUMMONS,
        fields={"outcome": "not_summoned"},
        rest=BECAUSE,
        example="ikke indkaldt, fordi flyttet",
        offered=False,
    ),
    Short(
        words=("anden forælder indkaldt", "den anden forælder indkaldt"),
        topic=M.SUMMONS,
        fields={"holders": "two"},
        day="second_sent_on",
        rest=Rest(field="second_channel", leads=_BY),
        example=SECOND_HOLDER,
        offered=False,
    ),
    Short(words=("godkendt",), topic=M.APPROVAL, fields={"outcome": "approved"}, example="godkendt"),
    Short(words=("afvist",), topic=M.APPROVAL, fields={"outcome": "rejected"}, example="afvist"),
)

_LATE: Final = (
    Short(words=("holdt", "afholdt"), topic=M.MEETING, fields={"outcome": "held"}, example="holdt 2.12"),
    Short(
        words=("udsat",),
        topic=M.MEETING,
        fields={"outcome": "postponed"},
        rest=Rest(field="planned_on", leads=("til", "")),
        example="udsat 2.12 til 9.12",
    ),
    Short(words=("udeblevet", "udeblev"), topic=M.MEETING, fields={"outcome": "no_show"}, example="udeblevet 2.12"),
    Short(words=("familien siger nej",), topic=M.MEETING, fields={"outcome": "declined"}, example="familien siger nej"),
    Short(
        words=("ikke holdt", "ikke afholdt"),
        topic=M.MEETING,
        fields={"outcome": "not_held"},
        rest=BECAUSE,
        example="ikke holdt 2.12, fordi ingen besøgstilladelse",
        offered=False,
    ),
    Short(
        words=("familien siger ja",), topic=M.MOTIVATION, fields={"outcome": "agrees"}, example="familien siger ja 4.12"
    ),
    Short(
        words=("familien siger stadig nej", "siger stadig nej"),
        topic=M.MOTIVATION,
        fields={"outcome": "still_declines"},
        rest=BECAUSE,
        example="familien siger stadig nej 4.12",
    ),
    Short(words=("anden støtte",), topic=M.COURSE, fields={"outcome": "other_support"}, example="anden støtte 4.12"),
    Short(words=("nyt forsøg",), topic=M.COURSE, fields={"outcome": "new_attempt"}, example="nyt forsøg 4.12"),
    Short(
        words=("børnefaglig undersøgelse",),
        topic=M.COURSE,
        fields={"outcome": "investigation"},
        rest=Rest(field="caseworker", leads=("ved", "")),
        example="børnefaglig undersøgelse 4.12 ved ANK",
    ),
    Short(
        words=("afslut sagen", "sagen afsluttes"),
        topic=M.COURSE,
        fields={"outcome": "close"},
        rest=BECAUSE,
        example="afslut sagen 4.12, fordi flyttet",
    ),
    Short(
        words=("plan lavet", "handleplan lavet"),
        topic=M.PLAN,
        fields={"outcome": "registered"},
        rest=Rest(field="minutes_sent_on", leads=("referat sendt", "referatet sendt")),
        example="plan lavet 9.12, referat sendt 10.12",
    ),
    Short(
        words=("ingen handleplan", "ingen plan"),
        topic=M.PLAN,
        fields={"outcome": "not_made"},
        rest=BECAUSE,
        example="ingen handleplan 9.12, fordi en anden plan dækker",
        offered=False,
    ),
    Short(
        words=("handleplan ændret", "plan ændret"),
        topic=M.PLAN_REVIEW,
        fields={"outcome": "revised"},
        example="handleplan ændret 9.12",
    ),
    Short(
        words=("handleplan uændret", "plan uændret"),
        topic=M.PLAN_REVIEW,
        fields={"outcome": "no_need"},
        example="handleplan uændret 9.12",
    ),
    Short(
        words=("fulgt op",),
        topic=M.FOLLOW_UP,
        fields={"outcome": "follow_up_again"},
        tail=("ny opfølgning", "igen"),
        rest=Rest(field="next_on", leads=("aftalt til", "til", "")),
        example="fulgt op 1.3, ny opfølgning 1.5",
    ),
    Short(
        words=("fulgt op",),
        topic=M.FOLLOW_UP,
        fields={"outcome": "close"},
        tail=("afslut", "afslut sagen", "sagen afsluttes"),
        example="fulgt op 1.3, afslut",
    ),
    Short(
        words=("fulgt op",),
        topic=M.FOLLOW_UP,
        fields={"outcome": "follow_up_meeting"},
        tail=("opfølgningsmøde",),
        rest=Rest(field="next_on", leads=("aftalt til", "til", "")),
        example="fulgt op 1.3, opfølgningsmøde 1.5",
    ),
    Short(
        words=("fulgt op",),
        topic=M.FOLLOW_UP,
        fields={"outcome": "investigation"},
        tail=("børnefaglig undersøgelse",),
        rest=Rest(field="caseworker", leads=("ved", "")),
        example="fulgt op 1.3, børnefaglig undersøgelse ved ANK",
    ),
    Short(
        words=("ikke fulgt op",),
        topic=M.FOLLOW_UP,
        fields={"outcome": "not_done"},
        rest=BECAUSE,
        example="ikke fulgt op 1.3, fordi flyttet",
        offered=False,
    ),
)

#: All of them, but for todos.
SHORT: Final = (*_EARLY, *_LATE)
