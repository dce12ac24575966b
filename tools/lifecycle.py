"""Draw the lifecycle of a visit into docs/architecture.md from the table in loket/model/visit.py.

python tools/lifecycle.py           write the drawing
python tools/lifecycle.py --check   exit 1 when the drawing is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from loket.model.visit import AT_COUNTER, LIFECYCLE, OPEN_STATES, Act, State  # noqa: E402 (the path comes first)

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- lifecycle:begin -->", "<!-- lifecycle:end -->"


def diagram() -> str:
    """Give the table as a Mermaid state diagram; acts with the same way share one arrow."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for (state, act), following in LIFECYCLE.items():
        arrows.setdefault((state, following), []).append(act.value.replace("_", " "))
    lines = ["stateDiagram-v2", "    [*] --> waiting : take ticket"]
    lines += [f"    {old} --> {new} : {', '.join(acts)}" for (old, new), acts in arrows.items()]
    lines += [f"    {state} --> [*]" for state in State if state not in OPEN_STATES]
    return "\n".join(lines)


def matrix() -> str:
    """Give the table as a table: a row a state, a column an act, a dot where the act is refused."""
    rows = [["", *(act.value.replace("_", " ") for act in Act)]]
    for state in State:
        following = [LIFECYCLE.get((state, act)) for act in Act]
        if any(following):
            name = f"**{state}**" + (" (at a counter)" if state in AT_COUNTER else "")
            rows.append([name, *(step.value.replace("_", " ") if step else "·" for step in following)])
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def with_drawing(page: str) -> str:
    """Give `page` with a fresh drawing between its two marks; raises ValueError when a mark is missing."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    drawing = f"\n\n```mermaid\n{diagram()}\n```\n\n{matrix()}\n\n"
    return before + BEGIN + drawing + END + after


def main() -> int:
    """Write or check; gives the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = with_drawing(page)
    if "--check" in sys.argv:
        print("the lifecycle drawing is " + ("up to date" if fresh == page else "OUT OF DATE: run tools/lifecycle.py"))
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
