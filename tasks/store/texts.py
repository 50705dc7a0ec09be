"""Private texts of cases, encrypted, and what may be told of a person without decrypting, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert, select

from samraad.vocabulary import read_topic
from tasks.store.base import Part
from tasks.store.records import KeptText
from tasks.store.schema import cases, persons, texts

_OF_CASE = select(texts).where(texts.c.case_number == bindparam("number")).order_by(texts.c.serial)


class PrivateTexts(Part):
    """The part of a transaction that keeps private texts."""

    def keep_text(self, text: KeptText) -> None:
        """See `tasks.store.port.Work.keep_text`."""
        cipher = self._keyring.encrypt(text.text, table="texts", column="text_enc", row=text.id)
        values = {
            "id": text.id,
            "case_number": text.case,
            "topic": text.topic.value,
            "field": text.field,
            "text_enc": cipher,
            "kept_at": text.at,
        }
        self._execute(insert(texts), values)

    def texts_of(self, number: str) -> tuple[KeptText, ...]:
        """See `tasks.store.port.Work.texts_of`."""
        return tuple(
            KeptText(
                id=row.id,
                case=row.case_number,
                topic=read_topic(row.topic),
                field=row.field,
                text=self._keyring.decrypt_text(row.text_enc, table="texts", column="text_enc", row=row.id),
                at=row.kept_at,
            )
            for row in self._execute(_OF_CASE, {"number": number})
        )

    def cpr_known(self, numbers: Sequence[str]) -> Mapping[str, bool]:
        """See `tasks.store.port.Work.cpr_known`."""
        statement = (
            select(cases.c.case_number, persons.c.cpr_index.is_not(None).label("known"))
            .join(persons, cases.c.person == persons.c.id)
            .where(cases.c.case_number.in_(numbers))
        )
        return {row.case_number: row.known for row in self._execute(statement)}
