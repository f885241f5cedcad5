"""`python -m peertrain` is the same as `peertrain`."""

import sys

from peertrain.cli import main

if __name__ == "__main__":
    sys.exit(main())
