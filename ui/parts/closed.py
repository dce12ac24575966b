"""How a closed office can be reached meanwhile."""

from __future__ import annotations

from loket.model.office import OfficeFace


def reach_rows(office: OfficeFace) -> list[tuple[str, str]]:
    """Give icon and words of what helps until the office opens."""
    icon = "chat" if "whatsapp" in office.contact.casefold() else "support_agent"
    rows = [(icon, office.contact), ("account_balance", office.address)]
    return [row for row in rows if row[1]]
