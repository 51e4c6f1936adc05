"""What other sites and programs on the machine may try: refused or served, nothing lost, and the workbench goes on."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.served import Served, served

PRIVATE = "this file is nobody's business"
HOSTS = ("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{port}", "")
ODD = (
    "?article=-1",
    "?article=999999",
    "?panel=<script>",
    "?panel=why&start=5&end=2",
    "?panel=why&end=99999999999",
    "?panel=why&lexicon=x&row=%00",
    "?panel=why&row=<img src=x onerror=alert(1)>&lexicon=hedges",
    "?q=" + "a" * 200,
)
NAMES = ("../../secret.txt", "..\\..\\secret.txt", "/etc/cron.d/x.txt", "a/../../b.txt", ".txt", "x" * 300 + ".txt")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("bench")
    (folder / "secret.txt").write_text(PRIVATE, encoding="utf-8")
    with served(folder, "--model", "rules") as one:
        yield one


@pytest.fixture(autouse=True)
def nothing_lost(bench: Served) -> Iterator[None]:
    """Before and after: five articles, no edit, nothing written, alive."""

    def state() -> object:
        page = bench.get("/")
        return page.count('class="item-title"'), "unsaved" in page, sorted(p.name for p in bench.folder.rglob("*"))

    before = state()
    yield
    assert state() == before
    assert bench.process.poll() is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{port}", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_name_that_was_bound_to_this_machine_by_somebody_else_gets_nothing(
    bench: Served, host: str, method: str
) -> None:
    status, text = bench.ask(method, "/", headers={"Host": host.format(port=bench.port)})
    assert status == 421
    assert "token" not in text


def test_its_own_names_are_answered(bench: Served) -> None:
    for name in ("127.0.0.1", "localhost"):
        assert bench.ask("GET", "/", headers={"Host": f"{name}:{bench.port}"})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_write_from_another_site_is_refused_even_with_the_token(bench: Served, headers: dict[str, str]) -> None:
    token, version = bench.state()
    fields = {"token": token, "version": version, "do": "off", "lexicon": "hedges", "row": "may", "article": 1}
    sent = {name: value.format(port=bench.port) for name, value in headers.items()}
    assert bench.post("/edit", fields, sent)[0] == 403


@pytest.mark.parametrize("token", ["", "guess", "é"])
def test_a_write_without_the_token_is_refused(bench: Served, token: str) -> None:
    _, version = bench.state()
    fields = {"token": token, "version": version, "do": "off", "lexicon": "hedges", "row": "may", "article": 1}
    assert bench.post("/edit", fields)[0] == 403
    assert bench.post("/articles", {"token": token, "text": "Lee said it may rain."})[0] == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(bench: Served, method: str) -> None:
    assert bench.ask(method, "/edit")[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/settings.toml",
        "/static//etc/passwd",
        "/static/..\\..\\secret.txt",
        "/../secret.txt",
        "//secret.txt",
        "/static/htmx.min.js/../../templates/workbench.html.j2",
    ],
)
def test_no_path_leads_out(bench: Served, path: str) -> None:
    status, text = bench.ask("GET", path)
    assert status in (400, 404)
    assert PRIVATE not in text
    assert "root:" not in text


@pytest.mark.parametrize("lexicon", ["../hedges", "/etc/passwd", "..\\hedges", "hedges/../../x", "", "nope"])
def test_no_name_of_a_lexicon_leads_out_of_the_layer(bench: Served, lexicon: str) -> None:
    for do, cells in (("off", {"row": "may"}), ("add", {"term": "x", "match": "word", "class": "hearsay"})):
        assert bench.edit(do, lexicon=lexicon, **cells)[0] == 422


def multipart(token: str, *files: tuple[str, bytes]) -> tuple[bytes, dict[str, str]]:
    """A form with files, as a browser sends it."""
    mark = b"--edge"
    parts = [mark + b'\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + token.encode()]
    for name, content in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain'
        parts.append(mark + b"\r\n" + head.encode() + b"\r\n\r\n" + content)
    body = b"\r\n".join(parts) + b"\r\n--edge--\r\n"
    return body, {"content-type": "multipart/form-data; boundary=edge", "hx-request": "true"}


def test_a_file_of_a_hundred_megabytes_is_refused(bench: Served) -> None:
    token, _ = bench.state()
    body, headers = multipart(token, ("big.txt", b"a" * 100_000_000))
    try:
        status, text = bench.ask("POST", "/articles", body, headers)
    except (BrokenPipeError, ConnectionResetError):
        return  # it hung up in the middle of it
    assert status == 413
    assert "8,000,000 bytes" in text


def test_a_hundred_megabytes_that_are_not_announced_are_refused(bench: Served) -> None:
    """Sent in chunks without a length: counted as they come."""
    with socket.create_connection(("127.0.0.1", bench.port), timeout=60) as connection:
        head = f"POST /articles HTTP/1.1\r\nHost: 127.0.0.1:{bench.port}\r\nTransfer-Encoding: chunked\r\n"
        connection.sendall(f"{head}Content-Type: multipart/form-data; boundary=edge\r\n\r\n".encode())
        piece = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
        sent = 0
        try:
            for sent in range(1, 101):  # noqa: B007
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            assert sent < 100  # it hung up
            return
        answer = connection.recv(4096).decode()
    assert answer.startswith(("HTTP/1.1 413", "HTTP/1.1 400"))


def test_two_hundred_requests_at_once_are_answered(bench: Served) -> None:
    token, _ = bench.state()
    stale = {"token": token, "version": 0, "do": "off", "lexicon": "hedges", "row": "may", "article": 1}

    def one(number: int) -> int:
        if number % 4 == 0:
            return bench.post("/edit", stale)[0]
        return bench.ask("GET", ("/", "/?article=3", "/moved?article=2", "/list?q=iraq")[number % 4])[0]

    with ThreadPoolExecutor(200) as pool:
        assert sorted(set(pool.map(one, range(200)))) == [200, 409]


@pytest.mark.parametrize("query", ODD)
def test_odd_questions_get_a_page(bench: Served, query: str) -> None:
    text = bench.get("/" + query.replace(" ", "%20"))
    assert "<img src=x" not in text
    assert "<script>" not in text


def test_odd_forms_are_refused_with_a_reason(bench: Served) -> None:
    for fields in (
        {"do": "fly"},
        {"do": "off", "lexicon": "hedges", "row": "no-such-row"},
        {"do": "off", "version": "x"},
    ):
        assert bench.edit(**{"lexicon": "hedges", "row": "may", **fields})[0] in (409, 422)


def test_every_answer_carries_the_policy(bench: Served) -> None:
    import http.client

    for path, host in (("/", ""), ("/static/htmx.min.js", ""), ("/nothing", ""), ("/", "evil.example")):
        connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=20)
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        connection.close()


def test_it_listens_on_this_machine_alone(bench: Served) -> None:
    listening = f"{bench.port:04X}"
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("no /proc here")
    addresses = {line.split()[1] for line in table.read_text().splitlines()[1:] if line.split()[3] == "0A"}
    assert {one for one in addresses if one.endswith(listening)} == {f"0100007F:{listening}"}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_an_upload_leads_nowhere(bench: Served, name: str) -> None:
    """It is an article's name and no path: what is refused here is empty, so that nothing is loaded either."""
    token, _ = bench.state()
    body, headers = multipart(token, (name, b""))
    status, text = bench.ask("POST", "/articles", body, headers)
    assert status == 200, text
    assert "0 read, 1 refused" in text
    assert (bench.folder / "secret.txt").read_text(encoding="utf-8") == PRIVATE


def test_a_bomb_of_a_table_is_held_to_the_limit(tmp_path: Path) -> None:
    rows = "".join(
        json.dumps({"id": str(n), "text": f"Ann Lee said on Monday that bridge {n} may close."}) + "\n"
        for n in range(1000)
    )
    with served(tmp_path, "--model", "rules") as bench:
        token, _ = bench.state()
        body, headers = multipart(token, ("many.jsonl", rows.encode()))
        status, text = bench.ask("POST", "/articles", body, headers)
        assert status == 200
        assert "200 read, 800 refused" in text
        assert bench.process.poll() is None
