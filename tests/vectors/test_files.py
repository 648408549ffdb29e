"""Every file of vectors/: valid by its schema, whole, written as its README says, and not stale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from explainer.vectors.__main__ import FILES, main
from explainer.vectors.documents import dumps
from tests.paths import VECTORS, load

DOCUMENTS = sorted([*VECTORS.glob("*.json"), *VECTORS.glob("primitives/*.json")])
SCHEMAS = sorted(VECTORS.glob("schemas/*.json"))


def listed(document: Any) -> list[dict[str, Any]]:
    """Return all tests of a document, grouped or not."""
    groups = document.get("testGroups", [document])
    return [test for group in groups for test in group["tests"]]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
class TestDocument:
    def test_is_valid_by_the_schema_it_names(self, path: Path) -> None:
        document = load(path)
        schema = load(path.parent / document["schema"])
        registry = Registry().with_resources(
            (schema_path.name, Resource.from_contents(load(schema_path))) for schema_path in SCHEMAS
        )
        jsonschema.Draft202012Validator(schema, registry=registry).validate(document)

    def test_has_the_number_of_tests_it_says(self, path: Path) -> None:
        document = load(path)
        assert document["numberOfTests"] == len(listed(document))

    def test_ids_are_unique(self, path: Path) -> None:
        ids = [test["tcId"] if "tcId" in test else test["id"] for test in listed(load(path))]
        assert len(ids) == len(set(ids))

    def test_explains_each_flag_and_uses_each_note(self, path: Path) -> None:
        document = load(path)
        used = {flag for test in listed(document) for flag in test.get("flags", ())}
        assert used == set(document.get("notes", ()))

    def test_is_ascii_with_line_feeds_in_the_one_layout(self, path: Path) -> None:
        data = path.read_bytes()
        assert data.isascii()
        assert data.decode() == dumps(load(path))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_schema_is_a_schema(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(load(path))


def test_every_schema_is_named_by_a_document() -> None:
    named = {(path.parent / load(path)["schema"]).resolve() for path in DOCUMENTS}
    assert named == {path.resolve() for path in SCHEMAS}


def test_generated_files_are_not_stale(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    for name in FILES:
        fresh = (tmp_path / name).read_bytes()
        assert fresh == (VECTORS / name).read_bytes(), f"run python -m explainer.vectors vectors: {name}"


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_generator_says_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("usage: ")
