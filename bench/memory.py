"""What a plan takes of memory: the peak of a process of its own that plans, above one that only imports the same.

python -m bench.memory M    # prints bytes; without a size it plans nothing
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from bench import programmes

STATUS = Path("/proc/self/status")


def peak() -> int:
    """Most bytes that this process held so far.

    On Linux from its status: `ru_maxrss` of a child begins at what its parent held.
    """
    if STATUS.exists():
        for line in STATUS.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def above_bare(size: str) -> tuple[float, float]:
    """Megabytes of a process that plans, above the bare one; and those of the bare one."""
    bare, planned = _measured(), _measured(size)
    return (planned - bare) / 1e6, bare / 1e6


def _measured(*size: str) -> int:
    command = [sys.executable, "-m", "bench.memory", *size]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    return int(done.stdout)


if __name__ == "__main__":
    for named in sys.argv[1:]:
        programmes.plan(programmes.programme(named))
    print(peak())
