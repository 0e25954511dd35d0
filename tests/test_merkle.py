"""Merkle trees as in RFC 6962: known roots, published vectors, and what must always hold."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import merkle
from tests.vectors import vectors

# The entries and roots that every implementation of RFC 6962 is tested with.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
ENTRIES += ["606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# A consistency proof written down once: from 3 leaves to 7 of the entries above.
THREE_TO_SEVEN = [
    "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
    "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e",
]


def leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


KNOWN = [leaf(bytes.fromhex(entry)) for entry in ENTRIES]
hashes = st.binary(min_size=32, max_size=32)
trees = st.lists(hashes, min_size=1, max_size=70)


# --- Known answers ------------------------------------------------------------


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS)))
def test_known_entries_have_their_known_root(size: int, root: str) -> None:
    assert merkle.root(KNOWN[:size]).hex() == root


def test_a_known_consistency_proof_is_made_and_accepted() -> None:
    proof = merkle.consistency_proof(KNOWN[:7], 3)
    assert [value.hex() for value in proof] == THREE_TO_SEVEN
    assert merkle.grew(bytes.fromhex(ROOTS[3]), 3, bytes.fromhex(ROOTS[7]), 7, proof)


def test_an_empty_tree_proves_nothing() -> None:
    empty = merkle.EMPTY_ROOT
    assert not merkle.grew(empty, 0, empty, 0, [])
    assert not merkle.grew(empty, 0, merkle.root(KNOWN), 8, [])
    assert not merkle.includes(empty, 0, 0, KNOWN[0], [])
    assert not merkle.includes(b"", 1, 0, b"", [])
    with pytest.raises(IndexError):
        merkle.consistency_proof(KNOWN, 0)
    with pytest.raises(IndexError):
        merkle.inclusion_proof([], 0)


# --- Published vectors --------------------------------------------------------


def decoded(*values: str | None) -> Iterator[bytes]:
    return (b64decode(value or "") for value in values)


@pytest.mark.parametrize("path", vectors("merkle", "inclusion"))
def test_inclusion_is_judged_as_published(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    root, value = decoded(case["root"], case["leafHash"])
    proof = list(decoded(*(case["proof"] or [])))
    good = merkle.includes(root, case["treeSize"], case["leafIdx"], value, proof)
    assert good is not case["wantErr"], case["desc"]


@pytest.mark.parametrize("path", vectors("merkle", "consistency"))
def test_consistency_is_judged_as_published(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    old, new = decoded(case["root1"], case["root2"])
    proof = list(decoded(*(case["proof"] or [])))
    good = merkle.grew(old, case["size1"], new, case["size2"], proof)
    assert good is not case["wantErr"], case["desc"]


# --- What must always hold ----------------------------------------------------


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of the RFC, word by word."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return merkle.node(plain_root(leaves[:half]), plain_root(leaves[half:]))


@given(trees)
def test_a_root_is_what_the_definition_says(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == plain_root(leaves)


@given(trees, st.data())
def test_every_leaf_can_be_proved(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = merkle.inclusion_proof(leaves, index)
    assert merkle.includes(merkle.root(leaves), len(leaves), index, leaves[index], proof)


@given(trees, hashes, st.data())
def test_nothing_else_can_be_proved(leaves: list[bytes], other: bytes, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, size = merkle.root(leaves), len(leaves)
    proof = merkle.inclusion_proof(leaves, index)
    if other != leaves[index]:
        assert not merkle.includes(root, size, index, other, proof)
    assert not merkle.includes(other, size, index, leaves[index], proof) or other == root
    assert not merkle.includes(root, size, index, leaves[index], [*proof, other])
    assert not merkle.includes(root, size, size, leaves[index], proof)
    if proof:
        assert not merkle.includes(root, size, index, leaves[index], proof[1:])


@given(trees, st.data())
def test_a_tree_that_only_grew_can_prove_it(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    proof = merkle.consistency_proof(leaves, size)
    old, new = merkle.root(leaves[:size]), merkle.root(leaves)
    assert merkle.grew(old, size, new, len(leaves), proof)


@given(trees, hashes, st.data())
def test_a_tree_that_was_rewritten_cannot(
    leaves: list[bytes], other: bytes, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    old = merkle.root(leaves[:size])
    rewritten = [*leaves[:index], other, *leaves[index + 1 :]]
    if rewritten == leaves:
        return
    proof = merkle.consistency_proof(rewritten, size)
    assert not merkle.grew(old, size, merkle.root(rewritten), len(leaves), proof)
