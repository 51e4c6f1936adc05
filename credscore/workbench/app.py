"""The routes of the workbench: one page, its parts, edits, uploads, cards."""

from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from credscore.errors import CredscoreError, InputError, LexiconConflictError
from credscore.records import Article
from credscore.report import articles_page
from credscore.tables import ARTICLE_COLUMNS, article_row, to_csv
from credscore.wire import card_json, dumps
from credscore.workbench.desk import EDITABLE, Desk
from credscore.workbench.guard import TOKEN_FIELD, TOKEN_HEADER, TooLargeError, same
from credscore.workbench.pages import Ask, panel, render, within
from credscore.workbench.upload import pasted, uploaded

_STATIC = {
    "htmx.min.js": ("workbench", "static/htmx.min.js", "text/javascript"),
    "workbench.js": ("workbench", "static/workbench.js", "text/javascript"),
    "workbench.css": ("workbench", "static/workbench.css", "text/css"),
    "icon.svg": ("workbench", "static/icon.svg", "image/svg+xml"),
    "report.css": ("report", "templates/style.css", "text/css"),
}
_CARDS = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
_FIELDS = 40  # of one form


def _ask(
    article: int = 1,
    q: Annotated[str, Query(max_length=200)] = "",
    panel: Annotated[str, Query(max_length=20)] = "sources",
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
    lexicon: Annotated[str, Query(max_length=100)] = "",
    row: Annotated[str, Query(max_length=200)] = "",
) -> Ask:
    return Ask(article, q, panel, start, end, lexicon, row)


Asked = Annotated[Ask, Depends(_ask)]


def make_app(desk: Desk, token: str) -> FastAPI:
    """The app on a desk; `token` is what a write has to show."""
    app = FastAPI(title="credscore workbench", docs_url=None, redoc_url=None, openapi_url=None)

    def answer(template: str, ask: Ask, status: int = 200, **beside: Any) -> HTMLResponse:
        with desk.lock:
            here = within(desk, ask)
            text = render(template, desk, here, panel(desk, here, **beside), token)
        return HTMLResponse(text, status)

    @app.get("/")
    def page(request: Request, ask: Asked) -> HTMLResponse:
        desk.look()
        if not _by_htmx(request):
            desk.go_on()
            return answer("workbench.html.j2", ask)
        # A form that is shown anew, since another lexicon was chosen in it, keeps what was typed.
        typed = {name: request.query_params[name] for name in ("id", *EDITABLE) if name in request.query_params}
        return answer("workbench-panel.html.j2", ask, typed=typed)

    @app.get("/list")
    def listing(ask: Asked) -> HTMLResponse:
        return answer("workbench-list.html.j2", ask)

    @app.get("/moved")
    def moved(ask: Asked) -> HTMLResponse:
        desk.go_on()
        return answer("workbench-moved.html.j2", ask)

    @app.get("/card")
    def card(article: int, kind: Literal["html", "json", "csv"]) -> Response:
        return _card(desk, article, kind)

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            return PlainTextResponse("There is no such file.\n", 404)
        room, path, kind = _STATIC[name]
        return Response(resources.files(f"credscore.{room}").joinpath(path).read_bytes(), media_type=kind)

    async def write(request: Request, work: Callable[[FormData], HTMLResponse | tuple[Ask, str]]) -> Response:
        limits = desk.limits
        form = await request.form(max_files=limits.upload_files, max_fields=_FIELDS, max_part_size=limits.upload_bytes)
        if not same(request.headers.get(TOKEN_HEADER) or _text(form, TOKEN_FIELD), token):
            return PlainTextResponse("The page is of an earlier start of the workbench. Load it again.\n", 403)
        done = await run_in_threadpool(work, form)
        if isinstance(done, HTMLResponse):
            return done
        ask, says = done
        if not _by_htmx(request):
            return RedirectResponse(ask.url(), 303)
        response = await run_in_threadpool(answer, "workbench-update.html.j2", ask, done=says)
        if ask.article != _number(form, "article"):
            response.headers["HX-Push-Url"] = Ask(ask.article).url()
        return response

    @app.post("/edit")
    async def edit(request: Request) -> Response:
        def work(form: FormData) -> HTMLResponse | tuple[Ask, str]:
            ask = _asked_by(form)
            try:
                with desk.lock:
                    return _edit(desk, form, within(desk, ask))
            except CredscoreError as error:
                status = 409 if isinstance(error, LexiconConflictError) else 422
                typed = {name: _text(form, name) for name in ("id", *EDITABLE) if name in form}
                template = "workbench-panel.html.j2" if _by_htmx(request) else "workbench.html.j2"
                return answer(template, ask, status, error=error, typed=typed)

        return await write(request, work)

    @app.post("/articles")
    async def articles(request: Request) -> Response:
        def work(form: FormData) -> HTMLResponse | tuple[Ask, str]:
            ask = replace(_asked_by(form), panel="load")
            try:
                return _load(desk, form, ask)
            except CredscoreError as error:
                template = "workbench-panel.html.j2" if _by_htmx(request) else "workbench.html.j2"
                return answer(template, ask, 422, error=error)

        return await write(request, work)

    @app.exception_handler(TooLargeError)
    async def too_large(request: Request, error: TooLargeError) -> Response:  # noqa: ARG001 - asked for by name
        return PlainTextResponse(f"{error}\n", 413, headers={"connection": "close"})

    return app


def _by_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _number(form: FormData, name: str) -> int:
    value = _text(form, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0


def _asked_by(form: FormData) -> Ask:
    """The page that a form was sent from."""
    kind = {"add": "new", "save": "changes", "undo": "sources"}.get(_text(form, "do"), "why")
    start, end = _number(form, "start"), _number(form, "end")
    return Ask(_number(form, "article"), _text(form, "q"), kind, start, end, _text(form, "lexicon"), _text(form, "row"))


def _edit(desk: Desk, form: FormData, ask: Ask) -> tuple[Ask, str]:
    """Do what a form asks for; the page to show then, and what was done where the panel is to say so.

    Raises:
        CredscoreError: why it is not done.
    """
    version, lexicon, row = _number(form, "version"), ask.lexicon, ask.row
    articles = desk.session.articles
    shown = articles[ask.article - 1].id if articles else None
    cells = {name: _text(form, name) for name in ("id", *EDITABLE) if name in form}
    # A button of a form may say what to do, beside the form's own hidden field.
    match [value for value in form.getlist("do") if isinstance(value, str)][-1:]:
        case ["change"]:
            desk.edit(version, lexicon, row, cells, shown)
        case ["add"]:
            return replace(ask, panel="why", row=desk.add(version, lexicon, cells, shown)), ""
        case ["on" | "off" as way]:
            desk.switch(version, lexicon, row, on=way == "on", article=shown)
        case ["drop"]:
            desk.drop(version, lexicon, row, shown)
        case ["undo"]:
            desk.undo(version, shown)
        case ["save"]:
            written = desk.save(version)
            return ask, f"Written: {', '.join(map(str, written))}." if written else "There was nothing to write."
        case _:
            raise InputError("the form does not say what to do.", remedy="Load the page again.")
    return ask, ""


def _load(desk: Desk, form: FormData, ask: Ask) -> tuple[Ask, str]:
    """Load what was uploaded or pasted.

    Raises:
        InputError: nothing was sent.
    """
    corpus = desk.options.settings.corpus
    files = [(file.filename or "", file.file) for file in form.getlist("files") if isinstance(file, UploadFile)]
    files = [(name, file) for name, file in files if name]
    before = len(desk.refused)
    if files:
        loaded = desk.take(uploaded(files, corpus), desk.limits.upload_articles)
    elif text := _text(form, "text").strip():
        cells = {name: _text(form, name) for name in ("title", "source", "date")} | {"text": text}
        number = len(desk.session.articles) + 1
        loaded = desk.take([pasted(cells, f"pasted-{number}", corpus)])
    else:
        raise InputError("no file was chosen and no text pasted.", remedy="Choose a file or paste a text.")
    refused = len(desk.refused) - before
    says = f"{len(loaded)} read" + (f", {refused} refused" if refused else "") + "."
    if loaded:
        number = next(n for n, one in enumerate(desk.session.articles, 1) if one.id == loaded[0])
        return replace(ask, article=number, q="", start=0, end=0), says
    return ask, says


def _card(desk: Desk, number: int, kind: str) -> Response:
    while desk.go_on():
        pass
    with desk.lock:
        articles = desk.session.articles
        if not 1 <= number <= len(articles):
            return PlainTextResponse("There is no such article.\n", 404)
        article: Article = articles[number - 1]
        one = next(card for card in desk.scored.cards if card.id == article.id)
        if kind == "html":
            text = "".join(articles_page([(desk.session.evidence(article.id), article.text)], {one.id: one}))
        elif kind == "json":
            text = dumps(card_json(one)) + "\n"
        else:
            text = to_csv([article_row(one)], ARTICLE_COLUMNS)
    name = f"card-{number}.{kind}"
    return Response(text, media_type=_CARDS[kind], headers={"content-disposition": f'attachment; filename="{name}"'})
