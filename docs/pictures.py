"""Draws docs/sowing-line.svg from a plan: per resident and year, equal share, sowing line and plan of one wijk.

python docs/pictures.py examples/rotterdam.json instance/rotterdam-plan.json charlois
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planning.document import read, read_plan

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 330, 46, 290, 46
INK, PLAN, FAINT, PAPER = "#231f1a", "#2e6b3e", "#ddd5c6", "#faf7f1"


def main(programme_file: str, plan_file: str, wijk_id: str) -> str:
    """The picture as SVG text; euros per resident per year, nominal."""
    programme = read(Path(programme_file).read_bytes())
    plan = read_plan(Path(plan_file).read_bytes())
    wijk = next(wijk for wijk in programme.wijken if wijk.id == wijk_id)
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for cell in plan.cells:
        if cell.wijk == wijk_id:
            people = wijk.residents_in(cell.year)
            for i, amount in enumerate((cell.equal_share, cell.sowing_line, cell.planned)):
                sums[cell.year][i] += float(amount) / people
    top = 50 * (int(max(max(row) for row in sums.values()) / 50) + 1)
    step = (WIDTH - LEFT - 110) / len(sums)

    def y(euros: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * euros / top, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f"<title>{wijk.label}: equal share, sowing line and plan per resident per year</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="bold" fill="{INK}">{wijk.label}: euros per resident per '
        "year (nominal)</text>",
    ]
    for tick in range(0, top + 1, 50):
        parts.append(f'<path d="M{LEFT} {y(tick)}H{WIDTH - 110}" stroke="{FAINT}"/>')
        parts.append(
            f'<text x="{LEFT - 6}" y="{y(tick) + 4}" font-size="12" text-anchor="end" fill="{INK}">{tick}</text>'
        )
    for i, (year, (equal, line, planned)) in enumerate(sorted(sums.items())):
        left, right = LEFT + i * step, LEFT + (i + 1) * step
        middle = (left + right) / 2
        bar = f'x="{left + 8:.1f}" y="{y(planned)}" width="{step - 16:.1f}" height="{BOTTOM - y(planned):.1f}"'
        parts.append(f'<rect {bar} fill="{PLAN}"/>')
        parts.append(f'<path d="M{left:.1f} {y(line)}H{right:.1f}" stroke="{INK}" stroke-width="3"/>')
        parts.append(f'<path d="M{left:.1f} {y(equal)}H{right:.1f}" stroke="{PAPER}" stroke-width="5"/>')
        parts.append(
            f'<path d="M{left:.1f} {y(equal)}H{right:.1f}" stroke="{INK}" stroke-width="2" stroke-dasharray="5 3"/>'
        )
        parts.append(
            f'<text x="{middle:.1f}" y="{BOTTOM + 18}" font-size="12" text-anchor="middle" fill="{INK}">{year}</text>'
        )
    equal, line, planned = sums[max(sums)]
    for label, at in (("sowing line", line), ("equal share", equal), ("plan (bars)", planned)):
        parts.append(f'<text x="{WIDTH - 104}" y="{y(at) + 4}" font-size="13" fill="{INK}">{label}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    target = Path(__file__).parent / "sowing-line.svg"
    target.write_text(main(*sys.argv[1:4]), encoding="utf-8")
