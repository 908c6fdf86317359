"""A local cloud for the time of a check: started from a checkout by its launcher, reached as its printed lines say."""
import os
import pathlib
import re
import subprocess
import tempfile


class LocalCloud:
    def __init__(self, checkout, *options):
        self.options = options
        self.checkout = pathlib.Path(checkout)
        self.launcher = str(self.checkout / "fargate-cd")
        self.state = tempfile.mkdtemp(prefix="fargate-cd-state-")
        self.env = dict(os.environ, FARGATE_CD_STATE=self.state)

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.launcher, "local", "--port", "0", *self.options],
            env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            found = re.match(r"export (\w+)=(.*)", line)
            if not found:
                raise SystemExit(f"unexpected on stdout: {line}")
            self.env[found[1]] = found[2]
            if found[1] == "AWS_DEFAULT_REGION":
                break
        else:
            raise SystemExit("the local cloud did not start")
        self.endpoint = self.env["AWS_ENDPOINT_URL"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)

    def run(self, *command, **options):
        """Runs a program in the checkout, with the cloud's environment; fails when it fails."""
        options = {"cwd": self.checkout, "env": self.env, "check": True, "text": True, **options}
        return subprocess.run([str(part) for part in command], **options)

    def fargate_cd(self, *arguments, **options):
        return self.run(self.launcher, *arguments, stdin=subprocess.DEVNULL, **options)

    def git(self, *arguments, **options):
        return self.run(
            "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", *arguments, **options)
