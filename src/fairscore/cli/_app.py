"""The commands put together. Nothing heavy is imported before a command runs."""

from typing import Annotated

import typer

from fairscore.cli.commands import (
    check,
    convert,
    debrief,
    demo,
    diff,
    explain,
    import_greenhouse,
    init,
    plan,
    rules,
    schema,
    verify,
)

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    # Plain help: quick, the same in every terminal, and nothing to switch off.
    rich_markup_mode=None,
    # A traceback with local variables would show what somebody wrote of a candidate.
    pretty_exceptions_enable=False,
)
_imports = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"fairscore-hiring {version('fairscore-hiring')}")
        raise typer.Exit


@app.callback()
def _fairscore(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """
    Interview scorecards side by side: disagreement and repeated flags before any average.

    Exit 0: nothing to report. 1: findings or problems. 2: not used as it is meant. What you asked
    for goes to stdout, everything else to stderr.
    """
    del version


@_imports.callback()
def _import() -> None:
    """Turn what a hiring tool hands out into scorecards, and say what did not fit."""


app.command("demo", epilog=demo.EXAMPLE)(demo.run)
app.command("init", epilog=init.EXAMPLE)(init.run)
app.command("check", epilog=check.EXAMPLE)(check.run)
app.command("diff", epilog=diff.EXAMPLE)(diff.run)
app.command("convert", epilog=convert.EXAMPLE)(convert.run)
app.command("debrief", epilog=debrief.EXAMPLE)(debrief.run)
app.add_typer(_imports, name="import")
_imports.command("greenhouse", epilog=import_greenhouse.EXAMPLE)(import_greenhouse.run)
app.command("plan", epilog=plan.EXAMPLE)(plan.run)
app.command("verify", epilog=verify.EXAMPLE)(verify.run)
app.command("schema", epilog=schema.EXAMPLE)(schema.run)
app.command("rules", epilog=rules.EXAMPLE)(rules.run)
app.command("explain", epilog=explain.EXAMPLE)(explain.run)
