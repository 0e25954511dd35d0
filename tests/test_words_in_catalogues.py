"""The catalogues hold everything a person sees, in both languages, in our own tone."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from frontend import catalogue
from tests.wordings import (
    CATALOGUES,
    PLACEHOLDER,
    ids,
    messages,
    strings,
)


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_a_catalogue_holds_exactly_what_the_sources_use_all_translated(
    domain: str, locale: str
) -> None:
    assert catalogue.faults(domain, locale) == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_a_catalogue_drags_nothing_obsolete_along(domain: str, locale: str) -> None:
    assert list(catalogue.kept(domain, locale).obsolete) == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_what_is_compiled_is_what_is_written(domain: str, locale: str) -> None:
    with catalogue.path_of(domain, locale, "mo").open("rb") as file:
        compiled = read_mo(file)
    assert entries(compiled) == entries(catalogue.kept(domain, locale))


def entries(catalog: Catalog) -> list[tuple[list[str], str, list[str]]]:
    return sorted((ids(m), context(m), strings(m)) for m in catalog if m.id)


def context(message: Message) -> str:
    read: str | bytes = message.context or ""  # bytes when read from a compiled file
    return read.decode() if isinstance(read, bytes) else read


def test_placeholders_are_the_same_in_every_translation() -> None:
    wrong = []
    for locale, message, translations in messages():
        wanted = set(PLACEHOLDER.findall(ids(message)[-1]))  # a singular may leave the figure out
        for translation in translations:
            found = set(PLACEHOLDER.findall(translation))
            singular = len(ids(message)) > 1 and translation == translations[0]
            if found != wanted and not (singular and locale == "en" and found < wanted):
                wrong.append((locale, message.id, translation))
    assert wrong == []


def test_the_same_words_are_translated_alike_in_pages_and_browser_modules() -> None:
    seen: dict[tuple[str, str, str], set[tuple[str, ...]]] = {}
    for locale, message, translations in messages():
        key = (locale, context(message), ids(message)[0])
        seen.setdefault(key, set()).add(tuple(translations))
    assert {key: said for key, said in seen.items() if len(said) > 1} == {}


def test_nothing_is_said_with_an_exclamation_mark() -> None:
    loud = [text for _, _, texts in messages() for text in texts if re.search("[!!]", text)]
    assert loud == []


def test_a_chinese_reader_is_addressed_politely() -> None:
    rude = [text for locale, _, texts in messages() for text in texts if "你" in text]
    assert rude == []


def test_chinese_is_set_with_chinese_punctuation() -> None:
    # A Latin mark that touches a Chinese character, or ends a Chinese sentence.
    latin = re.compile(r"[\u3400-\u9fff][,;:?.()\"']|[,;?()\"'][\u3400-\u9fff]")
    wrong = [
        text
        for locale, _, texts in messages()
        for text in texts
        if locale == "zh_Hans" and latin.search(without_markup(text))
    ]
    assert wrong == []


def test_chinese_and_latin_letters_keep_a_space_between_them() -> None:
    touching = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
    wrong = [
        text
        for locale, _, texts in messages()
        for text in texts
        if locale == "zh_Hans" and touching.search(PLACEHOLDER.sub(" ", without_markup(text)))
    ]
    assert wrong == []


def test_no_space_stands_beside_a_name_in_a_chinese_sentence() -> None:
    # A Chinese name takes none; beside a Latin one the browser sets a thin one (text-autospace).
    name = r"(?:%\((?:name|who|unit|title|speaker|person)\)s|\{(?:name|who|unit|title|person)\})"
    loose = re.compile(rf"[\u3400-\u9fff] {name}|{name} [\u3400-\u9fff]")
    wrong = [
        text
        for locale, _, texts in messages()
        for text in texts
        if locale == "zh_Hans" and loose.search(without_markup(text))
    ]
    assert wrong == []


# Second words for what docs/glossary.md has a word for.
RIVALS = frozenset(
    [
        "网民",
        "匿名用户",
        "主持席",
        "审核席",
        "回答台",
        "速录席",
        "工单",
        "办件",
        "收据",
        "回执",
        "话题",
        "长辈模式",
        "老年模式",
        "大字版",
        "适老",
        "双因素",
        "双重验证",
        "通行钥匙",
        "二次验证",
        "排练",
        "预演",
        "审核者",
        "记录员",
        "速记员",
        "投稿",
        "文字记录",
        "直播实录",
        "点赞",
        "注销账户",
    ]
)


def test_the_terms_of_the_glossary_have_no_rivals() -> None:
    said = [text for locale, _, texts in messages() for text in texts if locale == "zh_Hans"]
    rivals = [(rival, text) for rival in sorted(RIVALS) for text in said if rival in text]
    assert rivals == []


def without_markup(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text)
