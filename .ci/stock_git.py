"""A stock git pushes a new greeting, while a client goes on asking: it reaches Production, and no request fails."""
import json
import subprocess
import sys
import threading
import time
import urllib.request

from local_cloud import LocalCloud

# the greeting, and the test of it
GREETING = ["main/java/dev/fargatecd/welcomer/WelcomerServer.java", "test/java/dev/fargatecd/welcomer/WelcomerServerTest.java"]


class Visitor(threading.Thread):
    """Asks without a pause until it is told to end, and keeps what failed."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url, self.count, self.failures, self.ended = url, 0, [], False

    def run(self):
        while not self.ended:
            try:
                with urllib.request.urlopen(self.url, timeout=10) as answer:
                    answer.read()
            except OSError as failure:  # an HTTP error is one, too
                self.failures.append(str(failure))
            self.count += 1


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def environments(cloud):
    status = json.loads(cloud.fargate_cd("status", "--json", stdout=subprocess.PIPE).stdout)
    return {environment["name"]: environment["url"] for environment in status["environments"]}


def main(checkout, *options):
    with LocalCloud(checkout, *options) as cloud:
        cloud.fargate_cd("up")
        urls = environments(cloud)
        assert get(urls["production"] + "/hello") == "Hello World!"

        for file in GREETING:
            source = cloud.checkout / "welcomer-app/src" / file
            source.write_text(source.read_text().replace("Hello World!", "Hello again!"))
        cloud.git("commit", "-qam", "Say hello again")
        commit = cloud.git("rev-parse", "HEAD", stdout=subprocess.PIPE).stdout.strip()
        helper = f"credential.{cloud.endpoint}"
        cloud.git("config", f"{helper}.helper", f"!'{cloud.launcher}' git-credential")
        cloud.git("config", f"{helper}.useHttpPath", "true")
        cloud.git("remote", "add", "local", f"{cloud.endpoint}/v1/repos/welcomer")

        visitors = [Visitor(url + "/hello") for url in urls.values()]
        for visitor in visitors:
            visitor.start()
        began = time.monotonic()
        cloud.git("push", "local", "HEAD:refs/heads/main")
        cloud.fargate_cd("watch", commit)
        took = time.monotonic() - began
        for visitor in visitors:
            visitor.ended = True
            visitor.join(timeout=30)

        for name, url in urls.items():
            version = json.loads(get(url + "/version"))["version"]
            assert version == commit, f"{name} shows {version}, pushed was {commit}"
            assert get(url + "/hello") == "Hello again!", name
        asked = sum(visitor.count for visitor in visitors)
        failures = [failure for visitor in visitors for failure in visitor.failures]
        print(f"git push to Production in {took:.1f} s; {asked} requests meanwhile, {len(failures)} failed")
        assert not failures, failures[:5]

        cloud.fargate_cd("down", "--yes")
        cloud.fargate_cd("up", "--no-watch")


if __name__ == "__main__":
    main(*sys.argv[1:])
