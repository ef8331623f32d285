"""Fetches the training pictures: wallpapers that Debian ships, under free licences.

    python3 fetch.py --cache target/cache

Downloads each package with apt-get, unpacks it without installing it and writes
target/cache/manifest.json: [{file, package, version, licence, sha256}].
"""

import argparse
import fnmatch
import glob
import os
import re
import subprocess

import files

PACKAGES = ["lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04", "mate-backgrounds",
            "plasma-workspace-wallpapers", "ukui-wallpapers"]
SUFFIXES = (".jpg", ".jpeg", ".png")


def download(package, folder):
    """The path of the .deb, which is downloaded unless it is there."""
    os.makedirs(folder, exist_ok=True)
    pattern = os.path.join(folder, glob.escape(package) + "_*.deb")
    if not glob.glob(pattern):
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    return sorted(glob.glob(pattern))[-1]


def unpack(deb, folder):
    if not os.path.isdir(folder):
        part = folder + ".part"
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        subprocess.run(["dpkg", "-x", deb, part], check=True)
        os.replace(part, folder)


def version(deb):
    return subprocess.run(["dpkg-deb", "-f", deb, "Version"], check=True, capture_output=True,
                          text=True).stdout.strip()


def licences(copyright_file):
    """[(pattern, licence)] of a machine-readable copyright file, in its order: the last that fits counts."""
    with open(copyright_file, encoding="utf-8") as document:
        stanzas = re.split(r"\n\s*\n", document.read())
    found = []
    for stanza in stanzas:
        fields = dict(re.findall(r"^(Files|License):((?:.*\n?)(?:[ \t].*\n?)*)", stanza + "\n", re.MULTILINE))
        if len(fields) == 2:
            licence = fields["License"].strip().splitlines()[0]
            found += [(pattern, licence) for pattern in fields["Files"].split()]
    return found


def licence_of(file, patterns):
    """Patterns name paths of the source package, of which the installed path has only the end."""
    fitting = [licence for pattern, licence in patterns
               if pattern == "*" or fnmatch.fnmatch("/" + file, "*/" + pattern)
               or os.path.basename(pattern) == os.path.basename(file)]
    return fitting[-1] if fitting else "see the package's copyright file"


def pictures(package, cache):
    deb = download(package, os.path.join(cache, "deb"))
    folder = os.path.join(cache, "x", package)
    unpack(deb, folder)
    patterns = licences(os.path.join(folder, "usr/share/doc", package, "copyright"))
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(parent, name)
            if name.lower().endswith(SUFFIXES) and not os.path.islink(path):
                file = os.path.relpath(path, cache)
                yield {"file": file, "package": package, "version": version(deb),
                       "licence": licence_of(file, patterns), "sha256": files.sha256(path)}


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--cache", default="target/cache")
    args = args.parse_args()
    manifest = [picture for package in PACKAGES for picture in pictures(package, args.cache)]
    files.write_json(os.path.join(args.cache, "manifest.json"), manifest)
    print(f"{len(manifest)} pictures of {len(PACKAGES)} packages")


if __name__ == "__main__":
    main()
