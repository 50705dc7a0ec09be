"""Names, CPR numbers and raw mails are encrypted before they reach the database; this is how.

One master key of 32 bytes gives four sub-keys (HKDF-SHA256): one encrypts (AES-256-GCM), one makes the indexes by
which an encrypted value is found again, one makes commitments, one seals what leaves us and comes back. A ciphertext
is bound to its table, column and row, so that moving it elsewhere is noticed.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import os
import tempfile
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from samraad.errors import BadSetting, SamraadError, WrongKey

KEY_BYTES: Final = 32
#: First byte of every ciphertext, authenticated with it: says how the rest is to be read.
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_NO_KEY: Final = (
    f"SAMRAAD_KEY er ikke en nøgle: den skal være {KEY_BYTES} tilfældige bytes som base64, "
    "f.eks. fra »openssl rand -base64 32«."
)
#: A key file that its group or others can read or write protects nothing.
_OTHERS: Final = 0o077


class Keyring:
    """The keys of one installation. Holds secrets: it shows none of them in its representation."""

    __slots__ = ("_cipher", "_commitments", "_index", "_seals")

    def __init__(self, master: bytes) -> None:
        """Derive the sub-keys. Raises ValueError unless the master key has 32 bytes."""
        if len(master) != KEY_BYTES:
            raise ValueError(f"a master key has {KEY_BYTES} bytes, not {len(master)}")
        self._cipher = AESGCM(_derive(master, "encryption"))
        self._index = _derive(master, "index")
        self._commitments = _derive(master, "commitment")
        self._seals = _derive(master, "seal")

    @classmethod
    def load(cls, key: str | None, key_file: Path, *, create: bool = False) -> Keyring:
        """The keyring of the key given, else of the key file.

        key: base64 of 32 bytes. create: make the key file (mode 0600) where there is none; only right while nothing
        is encrypted yet. Raises BadSetting for a key that is none, WrongKey for a key file that is missing, readable
        by others or not a key.
        """
        if key is not None:
            return cls(_decoded(key, BadSetting(_NO_KEY)))
        if create and not key_file.exists():
            _create(key_file)
        return cls(_read(key_file))

    def encrypt(self, plain: str | bytes, *, table: str, column: str, row: str) -> bytes:
        """The ciphertext for this place: version byte, random nonce, AES-GCM."""
        data = _bytes(plain) if isinstance(plain, str) else plain
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, data, _VERSION + _place(table, column, row))

    def decrypt(self, cipher: bytes, *, table: str, column: str, row: str) -> bytes:
        """What was encrypted for this place. Raises WrongKey: another key, or the row was changed or moved."""
        nonce, rest = cipher[1 : 1 + _NONCE_BYTES], cipher[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, cipher[:1] + _place(table, column, row))
        except (InvalidTag, ValueError):
            text = (
                f"Data i {table}.{column} kan ikke læses med den nuværende nøgle: "
                "nøglen er en anden, eller rækken er ændret. Sæt den rigtige nøgle ind, eller gendan fra backup."
            )
            raise WrongKey(text) from None

    def decrypt_text(self, cipher: bytes, *, table: str, column: str, row: str) -> str:
        """The text that was encrypted for this place. Raises WrongKey."""
        return self.decrypt(cipher, table=table, column=column, row=row).decode("utf-8", "surrogatepass")

    def index(self, domain: str, value: str) -> bytes:
        """32 bytes that are equal for equal values of the domain and say nothing without the key."""
        return hmac.digest(self._index, _bytes(f"{domain}\x1f{value}"), "sha256")

    def commitment(self, row: str, plain: str) -> bytes:
        """32 bytes that bind the plaintext of a row without telling it; worthless once the key is destroyed."""
        return hmac.digest(self._commitments, _bytes(f"{row}\x1f{plain}"), "sha256")

    def seal(self, text: str) -> bytes:
        """32 bytes that nobody without the key can make of the text: what comes back with them went out from us."""
        return hmac.digest(self._seals, _bytes(text), "sha256")


def new_key() -> str:
    """A fresh random master key as base64, as `SAMRAAD_KEY` and the key file hold it."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"samraad/1/{purpose}".encode()).derive(master)


def _bytes(text: str) -> bytes:
    """Also of what a mail wrongly decoded: a lone surrogate must not keep a notification out of the store."""
    return text.encode("utf-8", "surrogatepass")


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}|{column}|{row}".encode()


def _decoded(text: str, refusal: SamraadError) -> bytes:
    """The master key in the text, in either base64 alphabet. Raises the refusal if it is none."""
    try:
        master = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise refusal from None
    if len(master) != KEY_BYTES:
        raise refusal
    return master


def _create(path: Path) -> None:
    """Write a new key beside and link it into place: whole or not at all, and never over another process's key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(new_key() + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its key counts
            os.link(name, path)
    finally:
        Path(name).unlink()


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise WrongKey(
            f"Nøglefilen {path} mangler, men databasen er krypteret. "
            "Læg nøglefilen tilbage fra backup, eller angiv nøglen i SAMRAAD_KEY."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongKey(f"Nøglefilen {path} kan ikke læses ({type(error).__name__}). Ret rettighederne.") from None
    if mode & _OTHERS:
        raise WrongKey(f"Nøglefilen {path} kan læses af andre end dens ejer. Kør: chmod 600 {path}")
    refusal = WrongKey(f"Nøglefilen {path} indeholder ikke en nøgle. Læg den rigtige fil tilbage fra backup.")
    return _decoded(text, refusal)
