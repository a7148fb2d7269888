"""`python -m bench [rules|pages|setup|robot|all]` measures, and rewrites sections of docs/benchmarks.md."""

import subprocess
import sys

PARTS = ("rules", "pages", "setup", "robot")


def main() -> None:
    """Each part in a process of its own; without a name, all of them."""
    asked = [name for name in sys.argv[1:] if name != "all"] or list(PARTS)
    if odd := set(asked) - set(PARTS):
        sys.exit(f"unknown: {', '.join(sorted(odd))}; known: {', '.join(PARTS)}, all")
    failed = [name for name in asked if subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
