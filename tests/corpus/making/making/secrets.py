"""What cannot come out the same twice (salts, keys, signing times): made once, kept in `frozen/`."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from msoffcrypto.format.ooxml import OOXMLFile
from pyzipper import WZ_AES, AESZipFile

FROZEN = Path(__file__).parent.parent / "frozen"
#: The password of every protected file of the corpus: for the tests of releasing one from quarantine.
PASSWORD = "Havnegade-4-Lerbæk"


def frozen(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under that name; made where there are none yet."""
    path = FROZEN / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(make())
    return path.read_bytes()


def locked_book(data: bytes) -> bytes:
    """A workbook that asks for a password (ECMA-376 agile encryption)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(PASSWORD, out)
    return out.getvalue()


def locked_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with AESZipFile(out, "w", encryption=WZ_AES) as archive:
        archive.setpassword(PASSWORD.encode())
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _identity() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Oestfjord Politi (opdigtet)")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    build = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    build = build.serial_number(4711).not_valid_before(start).not_valid_after(start + dt.timedelta(days=365))
    return key, build.sign(key, hashes.SHA256())


def signature(part: bytes, *, opaque: bool) -> bytes:
    """DER of a PKCS #7 signature over a MIME part; opaque: with the part inside."""
    key, certificate = _identity()
    options = [pkcs7.PKCS7Options.Binary] + ([] if opaque else [pkcs7.PKCS7Options.DetachedSignature])
    builder = pkcs7.PKCS7SignatureBuilder().set_data(part).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, options)


def enveloped(part: bytes) -> bytes:
    """DER of a PKCS #7 envelope nobody here holds the key of."""
    _, certificate = _identity()
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(part).add_recipient(certificate)
    return builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
