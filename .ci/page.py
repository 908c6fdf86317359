"""Runs the commands of a page and compares what they print with what the page shows.

In the page,
    ```sh            is run, in one shell for the whole page; it has to succeed
    ```sh fails      has to fail
    ```sh unordered  prints its lines in any order, for several things happen at once
    ```sh server     runs beside the others, in a shell of its own, until the page ends; what is shown is among its lines
    ```java A.java   (any language and a file's name) is written to that file
    ```text, ```json is what the commands before it print, on stdout and stderr; without one they print nothing
Ids, times, ports and the like are masked on both sides before they are compared, and … stands for anything: in a line,
or, alone, for lines. Left out is what comes or not as the machine is fast or slow: the progress of what goes on.
With --write the page is given what was printed, where that is something else.
"""
import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OUTPUT = {"text", "json"}
LIMIT = 600
ANY = "…"
HOME = "/home/ada/tutorial"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PASSING = re.compile(r"^remote: Updating references|▸ .* in progress$|✓ \S+-(pipeline|environment|service) / ")
MASKS = [(re.compile(pattern, re.MULTILINE), mask) for pattern, mask in [
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID"),
    (r"\b[0-9a-f]{2}(:[0-9a-f]{2}){15}\b", "FINGERPRINT"),
    (r"\b(AKIA|APKA|AIDA|AROA)[A-Z0-9]{16,17}\b", r"\1ID"),
    (r"AAAAB3[A-Za-z0-9+/=]+", "KEY"),
    (r"AWS_SECRET_ACCESS_KEY=\S+", "SECRET"),
    (r"\b[0-9a-f]{40}\b", "COMMIT"),
    (r"\b(?=[a-f]*\d)[0-9a-f]{7}\b", "COMMIT"),
    (r"127\.0\.0\.1(\]?):\d+", r"127.0.0.1\1:PORT"),
    (r"\b10\.\d+\.\d+\.\d+\b", "ADDRESS"),
    (r"\b\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})?", "TIME"),
    (r"\b\d{4}-\d{2}-\d{2}\b|\b\d{2}:\d{2}(:\d{2})?\b", "TIME"),
    (r"\b1\d{9}\.\d+\b|\b1\d{9}\b", "TIME"),
    (r"(succeeded|complete|failed) +\d+(\.\d+)? s$", r"\1"),
    (r"\b\d+(\.\d+)? (m?s|min)\b", "DURATION"),
    (r"\b(vpc|subnet|eni|sg)-[0-9a-f]{17}\b", r"\1-ID"),
    (r"-[A-Z0-9]{12}\b|-(?=[a-z]*\d)[a-z0-9]{12}\b", "-ID"),
    (r"\b[0-9a-f]{16,17}\b|\b[0-9a-f]{32}\b", "ID"),
]]


def masked(text):
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.strip("\n").split("\n")]
    return [line for line in lines if not PASSING.search(line)]


def matches(shown, printed, how=None):
    """Whether lines are those shown, where … stands for any."""
    shown, printed = masked(shown), masked(printed)
    if how == "server":
        return set(shown) <= set(printed)
    if how == "unordered":
        shown, printed = sorted(shown), sorted(printed)
    pattern = "".join(
        r"(?:.*\n)*?" if line == ANY else re.escape(line).replace(ANY, ".*") + r"\n" for line in shown)
    return re.fullmatch(pattern, "\n".join(printed) + "\n") is not None


class Block:
    def __init__(self, match):
        self.language, self.word, self.text = match[1], match[2], match[3]
        self.span = match.span(3)
        self.output = None

    @property
    def line(self):
        return self.text.strip().split("\n")[0]


def blocks(page):
    """The blocks to run or write, each with the block of its output."""
    found = []
    for match in FENCE.finditer(page):
        block = Block(match)
        if block.language in OUTPUT and not block.word:
            if not found or found[-1].language != "sh":
                raise SystemExit(f"output of nothing: {block.line}")
            found[-1].output = block
        else:
            found.append(block)
    return found


class Shell:
    """One bash for the whole page, so that folders and variables last."""

    def __init__(self, folder):
        self.scripts = pathlib.Path(tempfile.mkdtemp(prefix="page-"))
        self.log = open(self.scripts / "log", "w+", encoding="utf-8")
        self.bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=folder, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=self.log, stderr=subprocess.STDOUT)

    def run(self, text, may_fail=False):
        script, ended = self.scripts / "script", self.scripts / "ended"
        script.write_text(text)
        ended.unlink(missing_ok=True)
        self.log.seek(0, os.SEEK_END)
        start = self.log.tell()
        self.bash.stdin.write(f"set {'+' if may_fail else '-'}e; . '{script}' </dev/null; echo $? >'{ended}.new'; mv '{ended}.new' '{ended}'\n")
        self.bash.stdin.flush()
        deadline = time.monotonic() + LIMIT
        while not ended.exists() and self.bash.poll() is None:
            if time.monotonic() > deadline:
                self.end()
                return f"(no end within {LIMIT} s)\n" + self.printed(start), None
            time.sleep(0.05)
        status = int(ended.read_text()) if ended.exists() else self.bash.returncode
        return self.printed(start), status

    def printed(self, start=0):
        with open(self.log.name, encoding="utf-8") as log:
            log.seek(start)
            return COLOURS.sub("", log.read())

    def end(self):
        try:
            os.killpg(self.bash.pid, signal.SIGTERM)
            self.bash.wait(timeout=30)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


def serve(block, folder, shown):
    """Starts what goes on, and waits until it has printed what is shown."""
    shell = Shell(folder)
    script = shell.scripts / "script"
    script.write_text(block.text)
    shell.bash.stdin.write(f". '{script}' </dev/null\n")
    shell.bash.stdin.flush()
    deadline = time.monotonic() + 60
    while not matches(shown, shell.printed(), "server") and time.monotonic() < deadline and shell.bash.poll() is None:
        time.sleep(0.1)
    return shell, shell.printed()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("folder", help="where the commands start")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    page = options.page.read_text()
    shell, servers, replacements, wrong = Shell(options.folder), [], [], 0
    began = time.monotonic()
    try:
        count = 0
        for block in blocks(page):
            shown = block.output.text if block.output else ""
            start = time.monotonic()
            if block.language != "sh":
                if block.word:
                    folder = os.path.dirname(block.word) or "."
                    shell.run(f"mkdir -p '{folder}'\ncat >'{block.word}' <<'END OF FILE'\n{block.text}END OF FILE\n")
                continue
            if block.word == "server":
                server, printed = serve(block, options.folder, shown)
                servers.append(server)
                status = 0 if server.bash.poll() is None else server.bash.returncode
            else:
                printed, status = shell.run(block.text, may_fail=block.word == "fails")
            count += 1
            good = status is not None and (status != 0) == (block.word == "fails")
            print(f"{'ok' if good else 'FAILED'} {time.monotonic() - start:5.1f} s  {block.line}", flush=True)
            printed = printed.replace(os.path.realpath(options.folder), HOME)
            if good and matches(shown, printed, block.word):
                continue
            wrong += 1
            if good and options.write and block.output and block.word != "server":
                lines = [line.rstrip() for line in printed.strip("\n").split("\n")]
                kept = [line for line in lines if not line.startswith("remote: Updating references")]
                replacements.append((block.output.span, "\n".join(kept) + "\n"))
                continue
            print(f"exit status {status}; the page shows\n{shown}\nbut this was printed\n{printed}")
            if not options.write or not good:
                break
        print(f"{options.page}: {count} blocks of commands in {time.monotonic() - began:.0f} s")
    finally:
        for one in [shell, *servers]:
            one.end()
    for (start, end), text in reversed(replacements):
        page = page[:start] + text + page[end:]
    if replacements:
        options.page.write_text(page)
    return 1 if wrong and not options.write else 0


if __name__ == "__main__":
    sys.exit(main())
