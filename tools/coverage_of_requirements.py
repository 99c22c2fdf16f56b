"""Which requirements of tests/requirements.txt no test names with `@pytest.mark.requirement("OTT-13", ...)`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"


def named_in(tree: ast.AST) -> Iterator[str]:
    """The ids in every `requirement(...)` mark of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "requirement":
            for word in node.args:
                yield from (part.value for part in ast.walk(word) if _is_text(part))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def wanted() -> list[str]:
    """Every requirement, in order."""
    return (TESTS / "requirements.txt").read_text(encoding="ascii").split()


def proven() -> dict[str, list[str]]:
    """For each requirement the test files that name it."""
    found: dict[str, list[str]] = {}
    for file in sorted(TESTS.rglob("*.py")):
        for name in set(named_in(ast.parse(file.read_text(encoding="utf-8")))):
            found.setdefault(name, []).append(str(file.relative_to(TESTS)))
    return found


def main() -> int:
    """Print what is proven and what is not; 1 when a test names a requirement that does not exist."""
    names, found = wanted(), proven()
    missing = [name for name in names if name not in found]
    unknown = sorted(set(found) - set(names))
    print(f"{len(names) - len(missing)} of {len(names)} requirements are named by a test.")
    if missing:
        print("Not yet: " + " ".join(missing))
    if unknown:
        print("Unknown: " + ", ".join(f"{name} ({found[name][0]})" for name in unknown))
    return int(bool(unknown))


if __name__ == "__main__":
    sys.exit(main())
