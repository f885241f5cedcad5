"""The way in: the window where nothing else is asked for, and the commands."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from peertrain.domain.errors import Refused, Trouble
from peertrain.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window where none is named; return the exit code."""
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Refused as refused:
        print(refused, file=sys.stderr)
        return getattr(refused, "exit_code", 2)
    except Trouble as trouble:
        print(trouble, trouble.advice, sep="\n", file=sys.stderr)
        return 2
    except EOFError:
        print(_("The name or the passphrase is missing. Type them, or give them on standard input."), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _run(arguments: list[str]) -> int:
    """Open the window at once where only that is asked for: to make the parser of all commands takes 10 ms."""
    names_data = len(arguments) == 2 and arguments[0] == "--data" and not arguments[1].startswith("-")
    if not arguments or names_data:
        from peertrain.starting import open_window

        return open_window(Path(arguments[1]) if names_data else None)
    from peertrain.commands import parser_of_commands

    options = parser_of_commands().parse_args(with_open(arguments))
    return int(options.command(options))


def with_open(arguments: list[str]) -> list[str]:
    """Return the arguments with the command that a file stands for, as after a double click on it."""
    at = arguments.index("--data") if "--data" in arguments else len(arguments)
    data, others = arguments[at : at + 2], [*arguments[:at], *arguments[at + 2 :]]
    names_file = len(others) == 1 and not others[0].startswith("-") and Path(others[0]).is_file()
    return [*data, "open", *others] if names_file else arguments
