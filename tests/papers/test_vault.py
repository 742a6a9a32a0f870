import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.papers.vault import DRAFT, VaultBroken, new_vault, open_vault, wrap_again

MASTER, OTHER = b"m" * 32, b"o" * 32


@given(st.binary(max_size=2000), st.text(max_size=20))
def test_what_went_in_comes_out_for_the_same_purpose_and_id(data: bytes, about: str) -> None:
    wrapped, vault = new_vault(MASTER)
    blob = vault.encrypt("paper", data, about.encode())
    assert open_vault(MASTER, wrapped).decrypt("paper", blob, about.encode()) == data


def test_nothing_can_be_read_in_a_blob_or_a_wrapped_key() -> None:
    wrapped, vault = new_vault(MASTER)
    blob = vault.encrypt("paper", "金丝雀".encode() * 20, b"p1")
    assert "金丝雀".encode() not in blob
    assert vault.content_key not in wrapped + blob
    assert vault.content_key.hex() not in repr(vault)


def test_each_assembly_has_a_key_of_its_own_and_each_blob_its_own_nonce() -> None:
    (one, first), (two, second) = new_vault(MASTER), new_vault(MASTER)
    assert first.content_key != second.content_key
    assert one != two
    assert first.encrypt("paper", b"same", b"p") != first.encrypt("paper", b"same", b"p")
    with pytest.raises(VaultBroken):
        second.decrypt("paper", first.encrypt("paper", b"same", b"p"), b"p")


@pytest.mark.parametrize(("purpose", "about"), [("keys", b"p1"), ("paper", b"p2"), ("paper", b"")])
def test_a_blob_moved_to_another_place_does_not_open(purpose: str, about: bytes) -> None:
    _, vault = new_vault(MASTER)
    blob = vault.encrypt("paper", b"content", b"p1")
    with pytest.raises(VaultBroken):
        vault.decrypt(purpose, blob, about)


@given(st.data())
def test_one_flipped_bit_anywhere_is_refused(data: st.DataObject) -> None:
    wrapped, vault = new_vault(MASTER)
    blob = vault.encrypt("paper", b"content", b"p1")
    for good, opens in (
        (blob, lambda bad: vault.decrypt("paper", bad, b"p1")),
        (wrapped, lambda bad: open_vault(MASTER, bad)),
    ):
        place = data.draw(st.integers(0, len(good) * 8 - 1))
        bad = bytearray(good)
        bad[place // 8] ^= 1 << place % 8
        with pytest.raises(VaultBroken):
            opens(bytes(bad))


@given(st.binary(max_size=40))
def test_what_is_no_blob_is_refused(rubbish: bytes) -> None:
    _, vault = new_vault(MASTER)
    with pytest.raises(VaultBroken):
        vault.decrypt("paper", rubbish, b"p1")


def test_a_key_opens_only_under_its_terms_and_under_its_master() -> None:
    wrapped, vault = new_vault(MASTER)
    sealed = wrap_again(MASTER, wrapped, DRAFT, b"opens 2026-06-01")
    assert open_vault(MASTER, sealed, b"opens 2026-06-01") == vault
    for master, terms in ((MASTER, DRAFT), (MASTER, b"opens 2026-05-01"), (OTHER, b"opens 2026-06-01")):
        with pytest.raises(VaultBroken):
            open_vault(master, sealed, terms)
    with pytest.raises(VaultBroken):
        wrap_again(MASTER, sealed, DRAFT, b"opens 2026-05-01")
