"""Towns to try Prestige with."""

from pathlib import Path

HASKOVO = Path(__file__).parent / "haskovo.yaml"
"""A real town from public sources, with a few invented records marked `demo: true`."""
