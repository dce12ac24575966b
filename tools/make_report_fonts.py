"""Make the fonts of the PDFs: copies of Plus Jakarta Sans whose figures all have one width.

    python tools/make_report_fonts.py       (needs `pip install fonttools`; nobody needs it to run or test Loket)

PDFs are written without OpenType features, and columns of figures need tabular ones. So the copies map every figure to
the glyph that the feature "tnum" would choose, keep the Latin letters and the signs of our texts, and say "Tabular" in
their name. The OFL permits this; the font reserves no name (data/fonts/OFL.txt).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold", "ExtraBold")
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00)]
SIGNS = [*range(0x2010, 0x2028), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193]
SUMS = [0x2206, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265]
FAMILY_NAMES = (1, 3, 4, 6, 16)
"""Name records that carry the family."""


def tabular_figures(font: TTFont) -> dict[str, str]:
    """Give what the feature "tnum" puts in place of which glyph."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    found: dict[str, str] = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            found.update(getattr(part, "ExtSubTable", part).mapping)
    return found


def make(weight: str) -> Path:
    """Write the tabular copy of one weight."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / f"PlusJakartaSans-{weight}.ttf", recalcTimestamp=False)
    chosen = tabular_figures(font)
    for part in font["cmap"].tables:
        part.cmap = {sign: chosen.get(glyph, glyph) for sign, glyph in part.cmap.items()}
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            name = record.toUnicode()
            record.string = name.replace("Plus Jakarta Sans", "Plus Jakarta Sans Tabular").replace(
                "PlusJakartaSans", "PlusJakartaSansTabular"
            )
    options = Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LETTERS, *SIGNS, *SUMS])
    subsetter.subset(font)
    out = FONTS / "report" / f"PlusJakartaSansTabular-{weight}.ttf"
    out.parent.mkdir(exist_ok=True)
    font.save(out)
    return out


def main() -> int:
    """Make all weights."""
    for weight in WEIGHTS:
        out = make(weight)
        print(f"{out.relative_to(FONTS.parent.parent)}: {out.stat().st_size / 1024:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
