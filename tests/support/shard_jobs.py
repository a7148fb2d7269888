"""Small jobs over shards, importable wherever a task runs: here and on the workers of a cluster."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from yimen.foundation.shards import Outcome, Shard, ShardsError, Spark, run_shards
from yimen.kernel import YimenError

PATIENCE = 60
"""Seconds a held shard waits for its gate."""


class OddTextError(YimenError):
    """A text without letters."""

    code = "odd_text"


@dataclass(frozen=True)
class Shout:
    """Writes the text of a shard in capitals; where a gate is given, only once it is there."""

    gate: Path | None = None
    word: str = ""

    @property
    def fingerprint(self) -> str:
        return f"shout {self.word}"

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        text = "".join(path.read_text() for path in paths)
        if text.startswith("held") and self.gate is not None:
            _wait(self.gate)
        if not any(letter.isalpha() for letter in text):
            raise OddTextError("文字 %(text)s 里没有字母；请改正", text=text)
        (folder / "loud.txt").write_text(text.upper() + self.word)


def _wait(gate: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not gate.exists():
        if time.monotonic() > end:
            raise ShardsError("没有等到 %(gate)s；请看测试", gate=gate)
        time.sleep(0.05)


def shards(folder: Path, *texts: str) -> list[Shard]:
    """A file for each text."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [Shard(f"s{number}", (folder / f"{number}.txt",)) for number in range(len(texts))]
    for shard, text in zip(made, texts, strict=True):
        if not shard.paths[0].exists():
            shard.paths[0].write_text(text)
    return made


def loud(out: Path) -> dict[str, str]:
    """What lies in the folder of results, by shard."""
    return {path.parent.name: path.read_text() for path in sorted(out.glob("[!.]*/loud.txt"))}


HELD = ("held a", "held b", "c", "d", "e", "f")


def drive(folder: Path, master: str) -> Outcome:
    """All shards on Spark; the held ones end once `folder/gate` is there, the run with `folder/stop`."""
    job, stop = Shout(folder / "gate"), folder / "stop"
    made = shards(folder, *HELD)
    return run_shards(job, made, folder / "out", engine=Spark(master), is_cancelled=stop.exists)


if __name__ == "__main__":
    sys.stdout.write(str(drive(Path(sys.argv[1]), sys.argv[2])))
