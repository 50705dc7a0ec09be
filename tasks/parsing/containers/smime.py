"""S/MIME: what stands in a signature (nothing is said of whether it is genuine), and what is encrypted."""

from __future__ import annotations

import zlib

from asn1crypto import cms

from samraad.notification import Problem
from tasks.parsing.containers import mime
from tasks.parsing.containers.mime import Inside
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

KINDS = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ENCRYPTED = frozenset(
    {"enveloped_data", "encrypted_data", "authenticated_enveloped_data", "signed_and_enveloped_data"}
)
_FOR_ANOTHER_KEY = "Mailen er krypteret (S/MIME) til en nøgle, vi ikke har; bed politiet sende den igen"
#: Bytes of a compressed part; a mail is not larger.
_MAX_INFLATED = 25 * 2**20


def opened(data: bytes, job: Job) -> Inside:
    """The part that is signed or compressed; none where only certificates are sent.

    Raises Unreadable: encrypted, damaged, or of a kind that holds no mail.
    """
    try:
        info = cms.ContentInfo.load(data)
        kind = info["content_type"].native
        if kind in _ENCRYPTED:
            raise Unreadable(_FOR_ANOTHER_KEY, Problem.FOREIGN_KEY)
        if kind == "compressed_data":
            return Inside(parts=(mime.mail(_inflated(info["content"]["encap_content_info"]["content"].native, job)),))
        if kind != "signed_data":
            raise Unreadable("Den digitale signatur kan ikke læses")
        content = info["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as error:
        raise Unreadable("Den digitale signatur er beskadiget") from error
    return Inside(parts=(mime.mail(content),) if isinstance(content, bytes) and content.strip() else ())


def _inflated(packed: bytes, job: Job) -> bytes:
    inflater = zlib.decompressobj()
    content = inflater.decompress(packed, _MAX_INFLATED)
    if inflater.unconsumed_tail:
        raise Unreadable("Mailen er for stor, når den pakkes ud", Problem.OVER_LIMIT)
    job.unpack(len(content))
    return content
