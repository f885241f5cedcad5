"""The process in which `compile_in_a_process` compiles a course."""

import sys

from peertrain.courseware.isolation import serve

if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
