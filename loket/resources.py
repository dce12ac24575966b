"""Where the shipped files are: in a wheel beside this package, in a checkout one folder up."""

from functools import cache
from pathlib import Path


@cache
def data_folder() -> Path:
    """Give the folder that holds texts, theme, fonts, icons, voice and starters.

    Raises FileNotFoundError when Loket was copied without its data.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_data", here.parent / "data"):
        if (folder / "theme").is_dir():
            return folder
    raise FileNotFoundError(f"Loket's data folder is missing beside {here}")


def data(*parts: str) -> Path:
    """Give the path of one shipped file, e.g. ``data("fonts", "OFL.txt")``."""
    return data_folder().joinpath(*parts)
