"""What the parts of a mail say, before they are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from samraad.notification import Entry, Place, Problem, Unclear
from tasks.parsing import versions
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.prose import invitation, quoted, text
from tasks.parsing.prose.invitation import Invitation
from tasks.parsing.sheets import lists
from tasks.parsing.sheets.lists import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one part of a mail (or several together) says."""

    #: The words of the mail itself, one text per part.
    texts: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    #: Persons in attachments, and what cannot be read.
    entries: tuple[Entry, ...] = ()
    #: The same texts once more, in other versions (HTML beside plain text).
    versions: tuple[Reading, ...] = ()
    #: To a meeting: they stand beside the texts and often say the same.
    invitations: tuple[Invitation, ...] = ()
    #: Parts of a mail found inside a file: still to be read.
    inside: tuple[Mail, ...] = ()
    #: How many levels of nesting those count as.
    levels: int = 1

    @property
    def words(self) -> str:
        """All texts together."""
        return "\n\n".join(self.texts)

    @property
    def said(self) -> str:
        """All texts and invitations, for whoever has to look at them."""
        return "\n\n".join([*self.texts, *(each.words for each in self.invitations)])

    @property
    def everything(self) -> str:
        """All texts, and the cells of the tables."""
        return "\n".join([self.words, *lists.everything(self.lists)])

    def persons(self, subject: str, place: Place, job: Job) -> list[Entry]:
        """Everybody the texts and tables name; `place` is where the texts stand."""
        if len(self.words) > 2 * text.LIMIT:
            return [
                Unclear(
                    place=place, problem="Mailens tekst er for lang.", code=Problem.OVER_LIMIT, text=self.words[:4_000]
                )
            ]
        suspicion = text.speaks_of_suspicion(f"{subject}\n{quoted.newest(quoted.plain(self.words), subject)}")
        entries = [entry for words in self.texts for entry in text.read(words, subject, place)]
        placed = [
            listed
            if listed.place.file
            else replace(listed, place=replace(listed.place, file=place.file, digest=place.digest))
            for listed in self.lists
        ]
        entries += lists.entries(placed, job.synonyms, suspicion=suspicion, about=(subject, job.sender))
        for version in self.versions:
            others = version.persons(subject, place, job)
            entries = versions.agreed(entries, self.everything, others, version.everything)
        return invitation.added(entries, self.invitations, subject)


def joined(readings: Iterable[Reading]) -> Reading:
    """Several readings as one, in order."""
    readings = list(readings)
    return Reading(
        texts=tuple(words for reading in readings for words in reading.texts),
        lists=tuple(listed for reading in readings for listed in reading.lists),
        entries=tuple(entry for reading in readings for entry in reading.entries),
        versions=tuple(version for reading in readings for version in reading.versions),
        invitations=tuple(each for reading in readings for each in reading.invitations),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One part of a mail that has no parts inside."""

    part: Mail
    data: bytes
    place: Place
    subject: str

    @property
    def kind(self) -> str:
        """`application/pdf`, as the sender says."""
        return self.part.get_content_type()

    @property
    def name(self) -> str:
        """The file's name in small letters; empty where it has none."""
        return (self.place.file or "").lower()

    @property
    def attached(self) -> bool:
        """Whether it is a file, and no part of the mail's own words."""
        return self.place.file is not None and self.part.get_content_disposition() == "attachment"


def unclear(problem: str, place: Place, words: str = "", *, code: Problem = Problem.OTHER) -> Reading:
    """A part that a person has to look at."""
    return Reading(entries=(Unclear(place=place, problem=problem, code=code, text=words[:4_000]),))
