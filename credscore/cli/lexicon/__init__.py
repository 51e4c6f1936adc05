"""`credscore lexicon`: the words behind every finding, and what is done with them."""

import typer

from credscore.cli.lexicon.compare import diff
from credscore.cli.lexicon.edit import add, off, on
from credscore.cli.lexicon.lint import lint
from credscore.cli.lexicon.measure import evaluate
from credscore.cli.lexicon.mine import suggest
from credscore.cli.lexicon.show import list_lexicons, show_lexicon
from credscore.cli.lexicon.trial import try_term

lexicon = typer.Typer(name="lexicon", help="The words behind every finding: look, try, change.", no_args_is_help=True)

lexicon.command("list")(list_lexicons)
lexicon.command("show")(show_lexicon)
lexicon.command("lint")(lint)
lexicon.command("try")(try_term)
lexicon.command("diff")(diff)
lexicon.command("suggest")(suggest)
lexicon.command("eval")(evaluate)
lexicon.command("add")(add)
lexicon.command("off")(off)
lexicon.command("on")(on)

__all__ = ["lexicon"]
