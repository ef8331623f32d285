"""The two databases that soak.py tries: how they are started, struck, asked and looked through."""

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import time

BIN = "/usr/lib/postgresql/15/bin"


class Sqlite:
    """In the data directory; there is nothing to start and nothing to strike."""

    strikes = False

    def close(self):
        pass

    def site(self, data, name):
        return SqliteFile(f"{data}/rushes.db")


class SqliteFile:
    arguments = []

    def __init__(self, file):
        self.file = file

    def rows(self, query):
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30) as tables:
            return tables.execute(query).fetchall()

    def damage(self):
        """What is wrong with it in itself."""
        broken = []
        if self.rows("PRAGMA integrity_check") != [("ok",)]:
            broken.append("the database is damaged")
        if self.rows("PRAGMA foreign_key_check"):
            broken.append("the database refers to rows that are gone")
        return broken


class Postgres:
    """A throw-away PostgreSQL 15 of our own, on a free port."""

    strikes = True

    def __init__(self, folder):
        if not os.access(f"{BIN}/initdb", os.X_OK):
            raise SystemExit("PostgreSQL 15 is not installed: apt install postgresql-15, or leave --postgres away")
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # what an earlier run has left
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        if os.geteuid() == 0:
            # it refuses to run as root, and must get there
            postgres = pwd.getpwnam("postgres")
            os.chown(folder, postgres.pw_uid, postgres.pw_gid)
            os.chmod(os.path.dirname(folder), 0o755)
        self.run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
        self.start()

    def run(self, program, *arguments):
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        # into a file: the server inherits it, and a pipe would never end
        said = f"{self.folder}.out"
        with open(said, "wb") as out:
            done = subprocess.run([*user, f"{BIN}/{program}", *arguments], stdout=out, stderr=out, cwd="/", timeout=180)
        with open(said, errors="replace") as out:
            if done.returncode:
                raise SystemExit(f"{program} {' '.join(arguments)}: {out.read()}")
            return out.read()

    def start(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                 f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200", "start")

    def strike(self, mode, seconds):
        """Stops it as a restart does ("fast"), or as a crash does ("immediate"), and starts it again."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", mode, "stop")
        time.sleep(seconds)
        self.start()

    def close(self):
        subprocess.run([*(["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []), f"{BIN}/pg_ctl", "-D",
                        f"{self.folder}/data", "-m", "immediate", "stop"], capture_output=True, cwd="/")
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, name, query):
        return self.run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", name, "-v",
                        "ON_ERROR_STOP=1", "-qAtF", "\t", "-c", query)

    def site(self, data, name):
        self.ask("postgres", f"CREATE DATABASE {name}")
        return PostgresDatabase(self, name)


class PostgresDatabase:
    def __init__(self, server, name):
        self.server, self.name = server, name
        self.arguments = ["--db", f"postgresql://postgres@127.0.0.1:{server.port}/{name}"]

    def rows(self, query):
        """Numbers and words; only what is a whole number becomes one."""
        return [tuple(int(value) if value.lstrip("-").isdigit() else value for value in line.split("\t"))
                for line in self.server.ask(self.name, query).splitlines()]

    def damage(self):
        """Reads all of it, tables and indexes; foreign keys it keeps itself."""
        try:
            self.server.ask(self.name, "CREATE EXTENSION IF NOT EXISTS amcheck")
            self.server.ask(self.name, "SELECT bt_index_check(indexrelid, true) FROM pg_index JOIN pg_class ON"
                            " pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam WHERE amname = 'btree'"
                            " AND relpersistence = 'p'")
        except SystemExit as trouble:
            return [f"the database is damaged: {trouble}"]
        return []
