"""Options: the typed dictionaries have the core's names, and a slip is told with what was meant."""

from __future__ import annotations

import pathlib
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

import mahir
import mahir.options

CASE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "marelan"


@pytest.fixture(scope="module")
def agency() -> mahir.Agency:
    return mahir.Agency.load(CASE)


def alternatives(kind: Any) -> list[Any]:
    """The kinds of a union, or the kind itself."""
    if get_origin(kind) in (Union, types.UnionType):
        return [part for each in get_args(kind) for part in alternatives(each)]
    return [kind]


def differences(kind: Any, value: dict[str, Any], path: str) -> list[str]:
    """Where a typed dictionary and the core's defaults do not have the same names."""
    hints = get_type_hints(kind)
    found = [f"{path}{name}: not in the stub" for name in value.keys() - hints.keys()]
    found += [f"{path}{name}: not in the core" for name in hints.keys() - value.keys()]
    for name in value.keys() & hints.keys():
        inner = [each for each in alternatives(hints[name]) if is_typeddict(each)]
        if isinstance(value[name], dict) and inner:
            by_kind = [differences(each, value[name], f"{path}{name}.") for each in inner]
            found += sorted(by_kind, key=len)[0]
    return found


def test_the_typed_dictionaries_have_the_core_s_names() -> None:
    assert differences(mahir.options.Policy, dict(mahir.default_policy()), "") == []


def choices(kind: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], set[str]]]:
    """Every option whose values are out of a few names."""
    found = []
    for name, hint in get_type_hints(kind).items():
        named = {
            choice
            for each in alternatives(hint)
            if get_origin(each) is Literal
            for choice in get_args(each)
        }
        if named:
            found.append(((*path, name), named))
        for each in alternatives(hint):
            if is_typeddict(each):
                found += choices(each, (*path, name))
    return found


def test_the_typed_choices_are_the_core_s(agency: mahir.Agency) -> None:
    options = choices(mahir.options.Policy)
    assert len(options) >= 3
    for path, names in options:
        policy: Any = "no such name"
        for name in reversed(path):
            policy = {name: policy}
        with pytest.raises(mahir.MahirError) as caught:
            agency.run("2026-01-05", policy)
        assert caught.value.code == "option"
        assert caught.value.context["option"] == ".".join(path)
        assert set(caught.value.context["known"]) >= names, path


def test_a_misspelt_option_is_told_with_what_was_meant(agency: mahir.Agency) -> None:
    with pytest.raises(mahir.MahirError) as caught:
        agency.needs("2026-01-05", post_standard=True)  # type: ignore[call-arg]
    error = caught.value
    assert error.code == "option"
    assert error.context["option"] == "post_standard"
    assert error.context["near"] == "post_standards"
    assert "next_posts" in error.context["known"]
    assert "expected 'post_standards'" in str(error)
    policy: Any = {"evaluation": {"confidense": 0.9}}
    with pytest.raises(mahir.MahirError) as caught:
        agency.run("2026-01-05", policy)
    assert caught.value.context["option"] == "evaluation.confidense"
    assert caught.value.context["near"] == "confidence"
    policy = {"evidence": {"choose": "lastest"}}
    with pytest.raises(mahir.MahirError) as caught:
        agency.run("2026-01-05", policy)
    assert caught.value.context["option"] == "evidence.choose"
    assert caught.value.context["near"] == "latest"


def test_a_name_that_is_near_to_none_gets_the_whole_list(agency: mahir.Agency) -> None:
    with pytest.raises(mahir.MahirError) as caught:
        agency.needs("2026-01-05", colour="red")  # type: ignore[call-arg]
    assert caught.value.context["near"] is None
    assert set(caught.value.context["known"]) == set(mahir.default_policy()["need"])


def test_a_value_of_a_wrong_kind_names_its_option(agency: mahir.Agency) -> None:
    policy: Any = {"evaluation": {"confidence": "high"}}
    with pytest.raises(mahir.MahirError) as caught:
        agency.run("2026-01-05", policy)
    assert caught.value.code == "option"
    assert caught.value.context["option"] == "evaluation.confidence"


def test_the_defaults_are_a_policy(agency: mahir.Agency) -> None:
    """What default_policy() gives is what run() takes, and changes nothing."""
    assert agency.run("2026-01-05", mahir.default_policy()) == agency.run("2026-01-05")
