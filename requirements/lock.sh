#!/bin/sh
# Writes the lock files: exact versions with hashes, for every platform, without naming where they come from.
set -eu
cd "$(dirname "$0")/.."
common="--universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 --quiet"
uv pip compile $common pyproject.toml -o requirements/run.txt
uv pip compile $common pyproject.toml --group dev -o requirements/dev.txt
