"""Same course, same bytes: whatever the process, the place and the hour."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

MAKE = (
    "import hashlib\n"
    "from coursegen.outputs.documents.word import write_document\n"
    "from tests.documents.sample import charter, whole\n"
    "print(hashlib.sha256(write_document(whole(), charter(), {0: 3})).hexdigest())"
)


def test_two_processes_far_apart_write_the_same_bytes() -> None:
    made = set()
    for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Bogota")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run([sys.executable, "-c", MAKE], capture_output=True, text=True, check=True, env=environment)
        made.add(run.stdout.strip())
    assert len(made) == 1
    assert len(made.pop()) == len(hashlib.sha256().hexdigest())
