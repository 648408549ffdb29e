"""Write signatures.json and wrong.json: python -m explainer.vectors DIRECTORY."""

from __future__ import annotations

import sys
from pathlib import Path

from explainer.vectors.documents import dumps, signatures, wrong

FILES = {"signatures.json": signatures, "wrong.json": wrong}


def main(arguments: list[str]) -> int:
    """Write the generated files into the one directory given; return the exit status."""
    if len(arguments) != 1:
        print("usage: python -m explainer.vectors DIRECTORY", file=sys.stderr)
        return 2
    for name, document in FILES.items():
        (Path(arguments[0]) / name).write_text(dumps(document()), encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
