"""The office's set-up in its file: what was written once is read for years."""

from __future__ import annotations

import json
from datetime import time

from loket.model.office import OfficeRules
from loket.model.wording import Wording
from loket.store.records import rules_of, rules_record

RULES = OfficeRules(zone="Asia/Jayapura", roll_over=time(4, 30), messages=(Wording("Gratis.", "Free."),))


def test_rules_come_back_as_they_were_written():
    assert rules_of(rules_record(RULES)) == RULES


def test_rules_of_an_older_file_that_name_the_languages_are_still_read():
    older = json.loads(rules_record(RULES)) | {"languages": ["id", "en"]}
    assert rules_of(json.dumps(older)) == RULES
