"""What soak.sh runs: a server that is killed and killed again, and a client that insists."""

import collections
import hashlib
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from soak_databases import Postgres, Sqlite

RECIPES = {
    "denoise": [{"op": "denoise", "strength": 20}],
    "upscale": [{"op": "upscale", "scale": 2}],
    "both": [{"op": "denoise", "strength": 20}, {"op": "upscale", "scale": 2}],
    "copy": [],
}
WIDTH, HEIGHT, FRAMES = 192, 108, 160
ENDED = ("done", "failed", "cancelled")
# for so long a worker that was started by hand is stopped: it is held for dead after a minute
# and a half to two, and comes back while its heir works or has done so
SLEEP = 150
# for so long the server leaves alone what may still be written
UNTOUCHED = 62
PATIENCE = 1500
# a strike with all that follows takes less, on a machine with two slow cores
STRIKE = 15
# most tasks that one worker does at once: a death that is seen is counted for each of them
COMPANY = 3


def say(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


def clip(path, number):
    """Moving noise, each clip another."""
    dice = random.Random(number)
    noise = bytes(value % 32 for value in range(256))
    ramp = bytes(value % 200 for value in range(WIDTH + FRAMES))
    colours = bytes([100 + 20 * number]) * (WIDTH * HEIGHT // 4) + bytes([140]) * (WIDTH * HEIGHT // 4)
    with open(path, "wb") as out:
        out.write(b"YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT))
        for frame in range(FRAMES):
            grain = dice.randbytes(WIDTH * HEIGHT).translate(noise)
            ground = ramp[frame:frame + WIDTH] * HEIGHT
            out.write(b"FRAME\n" + bytes(map(int.__add__, ground, grain)) + colours)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None


def signalled(pid, what):
    try:
        os.kill(pid, what)
        return True
    except OSError:
        return False


def child(launcher):
    for entry in os.listdir("/proc"):
        if launcher and entry.isdigit() and parent_of(entry) == launcher.pid:
            return int(entry)
    return None


class Site:
    """A server with its data, and a client that asks again until it is answered."""

    def __init__(self, rushes, folder, databases):
        self.rushes, self.folder = rushes, folder
        self.data = f"{folder}/data"
        self.tables = databases.site(self.data, os.path.basename(folder))
        self.log = f"{folder}/server.log"
        os.makedirs(folder, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.launcher = self.loner = None

    def start_loner(self):
        """A worker that is nobody's child, as on another machine."""
        with open(self.log, "ab") as log:
            self.loner = subprocess.Popen([self.rushes, "worker", "--class", "cpu", "--threads", "1", "--data", self.data,
                                           *self.tables.arguments], stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def keep_loner(self):
        """As a service manager would: it is started again if it has ended."""
        if self.loner and self.loner.poll() is not None:
            self.start_loner()

    def working_loner(self):
        """Its process, once it has signed in."""
        begun = time.monotonic()
        while time.monotonic() - begun < 300:
            self.keep_loner()
            pid = child(self.loner)
            if pid and self.tables.rows(f"SELECT COUNT(*) FROM workers WHERE pid = {pid}")[0][0]:
                return pid
            time.sleep(1)
        raise SystemExit("the worker that was started by hand does not sign in")

    def start(self):
        with open(self.log, "ab") as log:
            self.launcher = subprocess.Popen([self.rushes, "serve", "--port", str(self.port), "--data", self.data,
                                              "--workers", "cpu=2", *self.tables.arguments], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        begun = time.monotonic()
        while self.curl("GET", "/healthz")[0] != 200:
            if self.launcher.poll() is not None:
                raise SystemExit(f"the server does not start: exit code {self.launcher.returncode}, see {self.log}")
            if time.monotonic() - begun > 120:
                raise SystemExit(f"the server does not answer within two minutes, see {self.log}")
            time.sleep(0.1)

    def curl(self, method, path, *more):
        answer = subprocess.run(["curl", "-s", "-m", "60", "-X", method, "-w", "\n%{http_code}", *more, self.url + path],
                                capture_output=True).stdout
        body, _, code = answer.rpartition(b"\n")
        return int(code or 0), body

    def ask(self, method, path, *more):
        """Asks until the server is there to answer."""
        begun = time.monotonic()
        while True:
            code, body = self.curl(method, path, *more)
            if 200 <= code < 300:
                try:
                    return json.loads(body)
                except ValueError:
                    pass  # killed within the answer
            elif code and code not in (409, 429, 503):
                raise SystemExit(f"{method} {path}: {code} {body.decode(errors='replace')}")
            if time.monotonic() - begun > 300:
                raise SystemExit(f"{method} {path}: no answer for five minutes, the last {code} {body[:300]}")
            time.sleep(0.2)

    def upload(self, path):
        name = urllib.parse.quote(os.path.basename(path))
        return self.ask("PUT", f"/v1/assets?name={name}", "-T", path)["id"]

    def submit(self, asset, recipe, key):
        order = {"asset": asset, "recipe": {"operations": RECIPES[recipe], "output": {"codec": "ffv1", "container": "mkv"}},
                 "options": {"segments": 4}, "labels": {"key": key}}
        return self.ask("POST", "/v1/jobs", "-H", f"Idempotency-Key: {key}", "-H", "Content-Type: application/json",
                        "-d", json.dumps(order))["id"]

    def job(self, id):
        return self.ask("GET", f"/v1/jobs/{id}")

    def pid(self):
        """The Java process itself, not its launcher."""
        return child(self.launcher)

    def workers(self):
        server = self.pid()
        return [int(entry) for entry in os.listdir("/proc")
                if server and entry.isdigit() and parent_of(entry) == server]

    def kill(self):
        pid = self.pid()
        if pid:
            signalled(pid, signal.SIGKILL)
        self.launcher.wait()

    def stop(self):
        self.launcher.send_signal(signal.SIGTERM)
        try:
            return self.launcher.wait(90)
        except subprocess.TimeoutExpired:
            self.destroy()
            return "none within 90 s"

    def dismiss_loner(self, how):
        pid = child(self.loner)
        if pid:
            signalled(pid, how)
            self.loner.wait(90)
        self.loner = None

    def destroy(self):
        """Leaves nothing behind, whatever has happened."""
        self.dismiss_loner(signal.SIGKILL)
        if self.launcher and self.launcher.poll() is None:
            workers = self.workers()
            self.kill()
            for worker in workers:
                signalled(worker, signal.SIGKILL)


class Chaos:
    """Kills, at random moments, one of several kinds of victims."""

    def __init__(self, site, databases, dice):
        self.site, self.databases, self.dice = site, databases, dice
        self.done = collections.Counter()
        self.thaws = []

    def strike(self, zombie):
        self.site.keep_loner()
        workers = self.site.workers()
        kinds = {"worker": 5, "server": 3, "both": 2, "pause": 1, "orphan": 0.3} | ({"database": 3} if self.databases.strikes else {})
        kind = "zombie" if zombie else self.dice.choices(list(kinds), list(kinds.values()))[0]
        victim = self.dice.choice(workers) if workers else None
        if victim is None and kind not in ("zombie", "database"):
            kind = "server"
        if kind == "worker":
            signalled(victim, signal.SIGKILL)
        elif kind == "pause":
            self.freeze(victim, 20)
        elif kind == "zombie":
            # nobody may end it for its silence, and nobody waits for it
            self.freeze(self.site.working_loner(), SLEEP)
        elif kind == "orphan":
            # its server cannot end it for its silence, but the next one does
            self.freeze(victim, SLEEP)
            self.site.kill()
            self.site.start()
        elif kind == "database":
            self.databases.strike(self.dice.choice(["fast", "immediate"]), self.dice.uniform(0, 8))
        else:
            self.site.kill()
            if kind == "both":
                for worker in workers:
                    signalled(worker, signal.SIGKILL)
            self.site.start()
        self.done[kind] += 1

    def freeze(self, victim, seconds):
        signalled(victim, signal.SIGSTOP)
        thaw = threading.Timer(seconds, signalled, (victim, signal.SIGCONT))
        thaw.daemon = True
        thaw.start()
        self.thaws.append(thaw)

    def settle(self):
        for thaw in self.thaws:
            thaw.join()


def undisturbed(rushes, work, databases, clips):
    """What each recipe makes of each clip when nothing happens: (clip, recipe) → sha256."""
    site = Site(rushes, f"{work}/undisturbed", databases)
    try:
        site.start()
        return expected(site, clips)
    finally:
        site.destroy()


def expected(site, clips):
    jobs = {}
    for path in clips:
        asset = site.upload(path)
        for recipe in RECIPES:
            jobs[path, recipe] = site.submit(asset, recipe, f"{os.path.basename(path)}-{recipe}")
    made = {}
    for what, id in jobs.items():
        job = ended(site, id)
        if job["state"] != "done":
            raise SystemExit(f"{what} fails without any disturbance: {job['problem']}")
        made[what] = next(a["sha256"] for a in job["artefacts"] if a["kind"] == "master")
    site.stop()
    return made


def ended(site, id):
    """A job, once it has ended."""
    begun = time.monotonic()
    while (job := site.job(id))["state"] not in ENDED:
        if time.monotonic() - begun > PATIENCE:
            raise SystemExit(f"{id} has not ended within {PATIENCE} seconds: it is {job['state']}")
        time.sleep(0.2)
    return job


def disturb(site, databases, clips, jobs, kills, dice):
    """Jobs under so many kills: [(clip, recipe, id)], and how often what was struck."""
    chaos = Chaos(site, databases, dice)
    # the last one too: no other death comes in between then, and its heir has the time
    zombies = {kills - 1} | set(dice.sample(range(kills), kills // 40)) if kills else set()
    work = itertools.cycle([(path, recipe) for recipe in RECIPES for path in clips])
    submitted, waiting, struck, begun = [], [], 0, time.monotonic()
    while time.monotonic() - begun < PATIENCE + STRIKE * kills:
        waiting = [id for id in waiting if site.job(id)["state"] not in ENDED]
        # jobs come in as the kills go, so that neither runs out before the other
        while len(submitted) < jobs and (len(waiting) < 2 or struck * jobs >= len(submitted) * kills):
            path, recipe = next(work)
            waiting.append(site.submit(site.upload(path), recipe, f"soak-{len(submitted)}"))
            submitted.append((path, recipe, waiting[-1]))
        if not waiting:
            break
        # where jobs end faster than that, the kills come faster
        ahead = struck < kills and len(submitted) * kills > (struck + 1) * jobs + kills
        time.sleep(dice.uniform(0.3, 2 if ahead else 5))
        if struck < kills:
            chaos.strike(struck in zombies)
            struck += 1
            if struck % 10 == 0:
                say(f"{struck} kills, {len(submitted)} jobs, {len(waiting)} of them open")
    chaos.settle()
    say(f"struck {struck} of {kills} times: {dict(chaos.done)}")
    return submitted, dict(chaos.done)


def again(site, submitted):
    """What failed, though only its workers were killed, is done when it is asked for again."""
    broken, reasons = [], {}
    for _, _, id in submitted:
        job = site.job(id)
        if job["state"] == "failed":
            reasons[id] = (job["problem"] or {}).get("detail")
            say(f"{id} failed: {reasons[id]}")
            if not reasons[id]:
                broken.append(f"{id} failed without a reason")
            site.ask("POST", f"/v1/jobs/{id}/retry")
    for id in reasons:
        job = ended(site, id)
        if job["state"] != "done":
            broken.append(f"{id} is {job['state']} after another try: {job['problem']}")
    return broken, reasons


def quiet(site):
    """Waits until the queues are empty: previews are made after a job's end."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        left = site.tables.rows("SELECT COUNT(*) FROM tasks WHERE state IN ('waiting', 'ready', 'running')")[0][0]
        if left == 0:
            return []
        time.sleep(1)
    return [f"{left} tasks are still to be done long after the last kill"]


def cleared(site):
    """Waits until nothing half-written is left; what stays is found by check_files."""
    begun = time.monotonic()
    while time.monotonic() - begun < 60:
        if not any(name.endswith(".part") for _, _, files in os.walk(site.data) for name in files):
            return
        time.sleep(0.5)


def check_jobs(site, submitted, expected):
    broken, states = [], collections.Counter()
    ids = [id for _, _, id in submitted]
    if len(set(ids)) != len(ids):
        broken.append("two orders have become one job")
    for path, recipe, id in submitted:
        job = site.job(id)
        states[job["state"]] += 1
        what = f"{id} ({os.path.basename(path)}, {recipe})"
        kinds = collections.Counter(artefact["kind"] for artefact in job["artefacts"])
        broken += [f"{what} has {count} artefacts {kind}" for kind, count in kinds.items() if count > 1]
        if job["state"] != "done":
            broken.append(f"{what} is {job['state']}")
        else:
            broken += [f"{what} has no {kind}" for kind in ("master", "report") if kind not in kinds]
        for artefact in job["artefacts"]:
            file = f"{site.folder}/fetched"
            code, _ = site.curl("GET", artefact["href"], "-o", file)
            if code != 200 or sha256(file) != artefact["sha256"] or os.path.getsize(file) != artefact["size"]:
                broken.append(f"{what}: {artefact['name']} is not what the API says ({code})")
            if artefact["kind"] == "master" and artefact["sha256"] != expected[path, recipe]:
                broken.append(f"{what}: the master differs from the undisturbed one")
    say(f"jobs: {dict(states)}")
    return broken


def check_files(site, submitted):
    broken = []
    for folder, _, files in os.walk(site.data):
        place = os.path.relpath(folder, site.data)
        broken += [f"left behind: {place}/{name}" for name in files if name.endswith(".part")]
        if place.startswith("blobs/"):
            broken += [f"footage has changed: {place}/{name}" for name in files
                       if sha256(f"{folder}/{name}") != os.path.basename(folder)]
    known = {id for _, _, id in submitted}
    broken += [f"a job that nobody ordered: {name}" for name in os.listdir(f"{site.data}/jobs") if name not in known]
    return broken


def counted(site):
    """What was counted of all tasks so far."""
    return dict(zip(("attempts", "deaths", "failures"),
                    site.tables.rows("SELECT SUM(attempt), SUM(deaths), SUM(failures) FROM tasks")[0]))


def check_tables(site, jobs):
    def one(query):
        return site.tables.rows(query)[0][0]

    broken = site.tables.damage()
    if one("SELECT COUNT(*) FROM jobs") != jobs:
        broken.append(f"{one('SELECT COUNT(*) FROM jobs')} jobs in the database, {jobs} were ordered")
    for queue in ("q_io", "q_preview", "q_cpu", "q_gpu"):
        if one(f"SELECT COUNT(*) FROM {queue}"):
            broken.append(f"{queue} is not empty")
    twice = "SELECT COUNT(*) FROM (SELECT 1 FROM artefacts GROUP BY asset_id, job_id, kind HAVING COUNT(*) > 1) AS twice"
    if one(twice):
        broken.append("an artefact is there twice")
    return broken


def prove(site, work, databases, jobs, kills, seed, account):
    """Everything; returns what is broken, and writes what it did into the account."""
    dice = random.Random(seed)
    clips = []
    for number in range(3):
        clips.append(f"{work}/clip{number}.y4m")
        clip(clips[-1], number)
    say(f"{jobs} jobs, {kills} kills, seed {seed}; first undisturbed")
    masters = undisturbed(site.rushes, work, databases, clips)
    site.start()
    site.start_loner()
    site.working_loner()
    submitted, account["struck"] = disturb(site, databases, clips, jobs, kills, dice)
    account["jobs"] = len(submitted)
    broken = [] if len(submitted) == jobs else [f"only {len(submitted)} of {jobs} jobs were made within the time"]
    if sum(account["struck"].values()) < kills:
        say("the jobs ended before all kills were done")
    for _, _, id in submitted:
        ended(site, id)
    broken += quiet(site)
    account.update(counted(site))
    say("attempts %(attempts)s, deaths %(deaths)s, failures %(failures)s" % account)
    if account["deaths"] > COMPANY * account["struck"].get("worker", 0) + account["struck"].get("zombie", 0):
        broken.append("deaths were counted that were nobody's: a server's end is no clip's fault")
    more, account["failed"] = again(site, submitted)
    broken += more + quiet(site)
    broken += check_jobs(site, submitted, masters)
    # a start clears up what dead workers have left, once nobody can be writing it any more
    site.dismiss_loner(signal.SIGTERM)
    time.sleep(UNTOUCHED)
    site.kill()
    site.start()
    cleared(site)
    code = site.stop()
    if code not in (0, 143):
        broken.append(f"the server ended with exit code {code}")
    return broken + check_files(site, submitted) + check_tables(site, jobs)


def main(rushes, work, database, jobs, kills, seed):
    begun = time.monotonic()
    account = {"database": database, "ordered": jobs, "kills": kills, "seed": seed}
    databases = Postgres(f"{work}/postgres") if database == "postgres" else Sqlite()
    try:
        broken = soak(rushes, work, databases, jobs, kills, seed, account)
    finally:
        databases.close()
    for line in broken:
        print("BROKEN:", line)
    say("everything held" if not broken else f"{len(broken)} promises are broken")
    account |= {"held": not broken, "broken": broken, "seconds": round(time.monotonic() - begun)}
    print(json.dumps(account), flush=True)
    return 1 if broken else 0


def soak(rushes, work, databases, jobs, kills, seed, account):
    site = Site(rushes, f"{work}/soaked", databases)
    try:
        return prove(site, work, databases, jobs, kills, seed, account)
    except SystemExit as end:
        return [str(end)]
    finally:
        site.destroy()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:7])))
