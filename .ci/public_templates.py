#!/usr/bin/env python3
"""Lays out public templates that others wrote, below a folder: public_templates.py FOLDER

    PyPI cfn-lint (its source archive)           its fixtures, with quick starts and samples of AWS
    PyPI troposphere (its source archive)        AWS's sample templates, which its examples write; it must be installed
    npm @aws-cdk/cloudformation-include          what the CDK can include

Nothing of them is part of this repository: they are read, and thrown away.
"""

import contextlib
import io
import pathlib
import runpy
import shutil
import subprocess
import sys
import tarfile
import tempfile

CFN_LINT = "1.58.0"
TROPOSPHERE = "4.11.1"
CDK_INCLUDE = "1.60.0"
GROUPS = ["good", "quickstart", "public", "integration", "issues", "bad"]
KINDS = {".yaml", ".yml", ".json", ".template"}


def run(*command, folder):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def unpack(archive, folder):
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")


def source(name, version, folder):
    """The unpacked source archive of a Python package."""
    run(sys.executable, "-m", "pip", "-q", "download", "--no-deps", "--no-binary", ":all:", f"{name}=={version}",
        folder=folder)
    unpack(next(folder.glob(f"{name.replace('-', '_')}-*.tar.gz")), folder)
    return folder / f"{name.replace('-', '_')}-{version}"


def copy(of, to):
    for file in sorted(of.rglob("*")):
        if file.suffix in KINDS:
            (to / file.relative_to(of)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to / file.relative_to(of))


def write_examples(examples, to):
    """Each example is a program that prints a template."""
    to.mkdir(parents=True)
    for example in sorted(examples.glob("*.py")):
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            runpy.run_path(str(example), run_name="__main__")
        if text.getvalue().strip():
            (to / (example.stem + ".template")).write_text(text.getvalue())


def main(target):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        fixtures = source("cfn-lint", CFN_LINT, folder) / "test/fixtures/templates"
        for group in GROUPS:
            copy(fixtures / group, target / "cfn-lint" / group)
        write_examples(source("troposphere", TROPOSPHERE, folder) / "examples", target / "troposphere")
        run("npm", "pack", "--silent", f"@aws-cdk/cloudformation-include@{CDK_INCLUDE}", folder=folder)
        unpack(next(folder.glob("aws-cdk-cloudformation-include-*.tgz")), folder)
        copy(folder / "package/test/test-templates", target / "cdk-include")
    print(f"{sum(1 for file in target.rglob('*') if file.is_file())} public templates")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
