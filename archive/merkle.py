"""Merkle trees as in RFC 6962, section 2.1: roots, proofs and their verification.

Pure functions over leaf hashes (log.canonical makes those). A proof lists what lies near
the leaves first and what lies near the root last, so both verifiers walk down from the
root, take each sibling from the proof's end and build the hashes on the way back up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees: H(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes; of no leaves, the hash of nothing."""
    return _subtree(leaves, 0, len(leaves)) if leaves else EMPTY_ROOT


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the proof that the leaf at `index` is in the tree. Raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return _path(leaves, index, 0, len(leaves))


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Return the proof that the tree grew out of its first `size` leaves. Raises IndexError."""
    if not 0 < size <= len(leaves):
        raise IndexError(size)
    return _growth(leaves, size, 0, len(leaves), known=True)


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether `proof` shows that `leaf` stands at `index` of the tree."""
    if not 0 <= index < size or not _are_hashes(root, leaf, *proof):
        return False
    left_over = list(proof)
    try:
        return _climb(leaf, index, size, left_over) == root and not left_over
    except IndexError:  # the proof is too short
        return False


def grew(old_root: bytes, old_size: int, root: bytes, size: int, proof: Sequence[bytes]) -> bool:
    """Return whether `proof` shows that the tree only grew: nothing before was changed.

    An empty tree proves nothing, so an old size of 0 is refused.
    """
    if old_size == size > 0:
        return old_root == root and not proof
    if not 0 < old_size < size or not _are_hashes(old_root, root, *proof):
        return False
    left_over = list(proof)
    try:
        both = _climb_twice(old_root, old_size, size, left_over, known=True)
    except IndexError:
        return False
    return both == (old_root, root) and not left_over


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _split(size: int) -> int:
    """Return the largest power of two below `size`: how many leaves go to the left."""
    return 1 << ((size - 1).bit_length() - 1)


def _subtree(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    if end - start == 1:
        return leaves[start]
    middle = start + _split(end - start)
    return node(_subtree(leaves, start, middle), _subtree(leaves, middle, end))


def _path(leaves: Sequence[bytes], index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(leaves, index, start, middle), _subtree(leaves, middle, end)]
    return [*_path(leaves, index, middle, end), _subtree(leaves, start, middle)]


def _growth(
    leaves: Sequence[bytes], size: int, start: int, end: int, *, known: bool
) -> list[bytes]:
    """`known`: the old tree is still the whole left part, so the verifier has its root."""
    if size == end:
        return [] if known else [_subtree(leaves, start, end)]
    middle = start + _split(end - start)
    if size <= middle:
        inner = _growth(leaves, size, start, middle, known=known)
        return [*inner, _subtree(leaves, middle, end)]
    inner = _growth(leaves, size, middle, end, known=False)
    return [*inner, _subtree(leaves, start, middle)]


def _climb(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    if size == 1:
        return leaf
    middle, sibling = _split(size), proof.pop()
    if index < middle:
        return node(_climb(leaf, index, middle, proof), sibling)
    return node(sibling, _climb(leaf, index - middle, size - middle, proof))


def _climb_twice(
    old_root: bytes, old_size: int, size: int, proof: list[bytes], *, known: bool
) -> tuple[bytes, bytes]:
    """Return the old and the new root of one subtree, from what the proof still holds."""
    if old_size == size:
        same = old_root if known else proof.pop()
        return same, same
    middle, sibling = _split(size), proof.pop()
    if old_size <= middle:
        old, new = _climb_twice(old_root, old_size, middle, proof, known=known)
        return old, node(new, sibling)
    old, new = _climb_twice(old_root, old_size - middle, size - middle, proof, known=False)
    return node(sibling, old), node(sibling, new)
