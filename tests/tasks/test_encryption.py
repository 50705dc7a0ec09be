"""What is encrypted comes back only with the key, in its place; and a key is never made or read carelessly."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad.errors import BadSetting, WrongKey
from tasks.encryption import Keyring, new_key

RING = Keyring(bytes(range(32)))
HERE = {"table": "persons", "column": "name_enc", "row": "1"}


@given(st.binary(max_size=200))
def test_what_was_encrypted_comes_back(plain: bytes) -> None:
    assert RING.decrypt(RING.encrypt(plain, **HERE), **HERE) == plain


@given(st.text(st.characters(), max_size=50))
def test_every_text_comes_back_even_what_a_mail_wrongly_decoded(plain: str) -> None:
    assert RING.decrypt_text(RING.encrypt(plain, **HERE), **HERE) == plain
    assert len(RING.index("name", plain)) == len(RING.commitment("1", plain)) == 32


def test_the_same_words_never_look_the_same() -> None:
    assert RING.encrypt("ord", **HERE) != RING.encrypt("ord", **HERE)


def test_a_ciphertext_says_its_version_and_hides_the_words() -> None:
    cipher = RING.encrypt("Opdigtet Navn", **HERE)
    assert cipher[0] == 1
    assert b"Opdigtet" not in cipher


@pytest.mark.parametrize("moved", [{"table": "evidence"}, {"column": "cpr_enc"}, {"row": "2"}])
def test_a_ciphertext_is_bound_to_its_place(moved: dict[str, str]) -> None:
    with pytest.raises(WrongKey):
        RING.decrypt(RING.encrypt("ord", **HERE), **(HERE | moved))


@pytest.mark.parametrize("position", [0, 1, 13, -1])
def test_a_changed_byte_is_noticed(position: int) -> None:
    cipher = bytearray(RING.encrypt("ord", **HERE))
    cipher[position] ^= 1
    with pytest.raises(WrongKey):
        RING.decrypt(bytes(cipher), **HERE)


@pytest.mark.parametrize("cipher", [b"", b"\x01", b"\x01" + bytes(12)])
def test_a_stump_is_refused(cipher: bytes) -> None:
    with pytest.raises(WrongKey):
        RING.decrypt(cipher, **HERE)


def test_another_key_reads_nothing_and_finds_nothing() -> None:
    other = Keyring(bytes(32))
    with pytest.raises(WrongKey):
        other.decrypt(RING.encrypt("ord", **HERE), **HERE)
    assert other.index("cpr", "x") != RING.index("cpr", "x")
    assert other.commitment("1", "x") != RING.commitment("1", "x")


def test_an_index_is_equal_for_equal_values_of_one_domain() -> None:
    assert RING.index("cpr", "x") == RING.index("cpr", "x")
    assert RING.index("cpr", "x") != RING.index("name", "x")


def test_the_sub_keys_are_apart() -> None:
    assert RING.index("1", "x") != RING.commitment("1", "x")


def test_the_key_comes_from_the_setting_before_the_file(tmp_path: Path) -> None:
    key = base64.b64encode(bytes(range(32))).decode()
    ring = Keyring.load(key, tmp_path / "none")
    assert ring.index("a", "b") == RING.index("a", "b")
    assert not (tmp_path / "none").exists()


def test_both_base64_alphabets_are_keys(tmp_path: Path) -> None:
    master = b"\xff\xef" * 16
    plain = Keyring.load(base64.b64encode(master).decode(), tmp_path)
    assert Keyring.load(base64.urlsafe_b64encode(master).decode(), tmp_path).index("a", "b") == plain.index("a", "b")


@pytest.mark.parametrize("key", ["", "hemmelig", base64.b64encode(bytes(16)).decode(), "æøå"])
def test_a_setting_that_is_no_key_is_refused_by_name(key: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="SAMRAAD_KEY"):
        Keyring.load(key, tmp_path / "none")


def test_the_key_file_is_made_on_first_start_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "key"
    made = Keyring.load(None, path, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Keyring.load(None, path, create=True).index("a", "b") == made.index("a", "b")
    assert [each.name for each in path.parent.iterdir()] == ["key"]


def test_a_missing_key_file_is_not_made_again_silently(tmp_path: Path) -> None:
    with pytest.raises(WrongKey, match="mangler"):
        Keyring.load(None, tmp_path / "key")
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_file_open_to_others_is_refused_with_the_remedy(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "key"
    Keyring.load(None, path, create=True)
    path.chmod(mode)
    with pytest.raises(WrongKey, match="chmod 600"):
        Keyring.load(None, path)


@pytest.mark.parametrize("content", [b"", b"ikke en noegle", b"\xff\xfe\x00"])
def test_a_key_file_that_holds_no_key_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(WrongKey, match="Nøglefilen"):
        Keyring.load(None, path)


def test_a_keyring_shows_no_key() -> None:
    assert new_key() not in repr(RING)
    assert "0x" in repr(RING)  # the default representation: nothing of the content


def test_a_master_key_has_thirty_two_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        Keyring(bytes(31))
