"""Files in a form: nowhere but where a page says so, in memory, up to the limits, each named."""

import io
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from recupera.options.model import Options
from recupera.portal.uploads import Held, take
from recupera.web import uploads
from recupera.web.parameters import FORM, OneOfEach
from recupera.web.uploads import InMemory, received
from tests.files import hostile

# The pages around what went wrong say whether the service is open.
pytestmark = pytest.mark.django_db(databases=["letterbox"])
PDF = hostile.pdf()
MB = 1_000_000


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Limits that tests reach soon."""
    options = Options(file_mb=1, files=4, files_mb=2)
    monkeypatch.setattr(uploads, "current", lambda: options)
    monkeypatch.setitem(take.__globals__, "current", lambda: options)
    with override_settings(ROOT_URLCONF="tests.web.pages"):
        yield


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(client: Client, *files: SimpleUploadedFile, address: str = "/archivos", **more: Any):
    token = client.get("/archivos").content.decode()
    data = {"csrfmiddlewaretoken": token, "text": "lo que escribí", "files": list(files)}
    return client.post(address, data | more)


def reasons(response: Any) -> list[list[str]]:
    return [one[:2] for one in response.json()["refused"]]


def test_a_page_that_says_so_takes_files_and_the_text_beside_them(client) -> None:
    told = sent(client, named("a.pdf", PDF), named("b.jpg", hostile.image())).json()
    assert told["taken"] == [
        ["a.pdf", len(PDF), "pdf"],
        ["b.jpg", len(hostile.image()), "jpeg"],
    ]
    assert (told["refused"], told["text"]) == ([], "lo que escribí")


def test_a_form_without_its_token_is_refused_there_too(client) -> None:
    response = client.post("/archivos", {"files": named("a.pdf", PDF)})
    assert response.status_code == 403


def test_no_other_page_takes_a_form_with_files(client) -> None:
    assert sent(client, named("a.pdf", PDF), address="/otra").status_code == 400


def test_a_page_that_would_read_one_all_the_same_gets_nothing_of_it() -> None:
    request = RequestFactory().post("/otra", {"a": "1", "files": named("a.pdf", b"x" * 3 * MB)})
    assert (dict(request.POST), dict(request.FILES)) == ({"a": ["1"]}, {})


def test_no_file_is_written_to_the_disk(client, monkeypatch) -> None:
    def refuse(*about: Any, **more: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert len(sent(client, named("a.bin", b"x" * 900_000)).json()["taken"]) == 0
    assert len(sent(client, named("a.dat", b"x" * 900_000)).json()["taken"]) == 1


@pytest.mark.parametrize(("size", "fits"), [(MB, True), (MB + 1, False)])
def test_a_file_may_have_exactly_its_limit(client, size, fits) -> None:
    content = PDF.ljust(size)
    response = sent(client, named("a.pdf", content), named("b.pdf", PDF))
    assert [one[0] for one in response.json()["taken"]] == (["a.pdf"] if fits else []) + ["b.pdf"]
    assert reasons(response) == ([] if fits else [["a.pdf", "too_large"]])


def test_what_is_over_the_limit_of_all_is_named_and_the_rest_is_kept(client) -> None:
    files = [named(f"{n}.pdf", PDF.ljust(MB - 10)) for n in range(3)]
    response = sent(client, *files, named("z.pdf", PDF[:20]))
    assert [one[0] for one in response.json()["taken"]] == ["0.pdf", "1.pdf", "z.pdf"]
    assert reasons(response) == [["2.pdf", "too_much"]]


def test_more_files_than_there_may_be_are_named(client) -> None:
    response = sent(client, *(named(f"{n}.pdf", PDF) for n in range(6)))
    assert reasons(response) == [["4.pdf", "too_many"], ["5.pdf", "too_many"]]
    held = sent(client, *(named(f"{n}.pdf", PDF) for n in range(2)), address="/archivos?held=3")
    assert reasons(held) == [["1.pdf", "too_many"]]


def test_what_the_case_has_counts_among_its_bytes() -> None:
    request = prepared({"files": named("a.pdf", PDF)})
    assert [one.reason for one in take(request, held=Held(1, 2 * MB)).refused] == ["too_much"]


def test_far_more_than_the_limits_is_not_read(client) -> None:
    response = sent(client, named("a.pdf", PDF.ljust(10 * MB)))
    assert response.status_code == 413
    assert "Sus archivos pesan demasiado" in response.content.decode()


def test_memory_holds_no_more_than_the_limits() -> None:
    parser = InMemory()
    tracemalloc.start()
    for _ in range(20):
        parser.new_file("files", "a.pdf", "", 0)
        for _ in range(40):
            parser.receive_data_chunk(bytes(100_000), 0)
        assert parser.file_complete(0).content == b""
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * MB


def prepared(data: dict[str, Any]) -> Any:
    request = RequestFactory().post("/archivos", data)
    uploads.prepare(request)
    return request


def cut(request: Any, at: int) -> Any:
    """The same request whose body ended early."""
    body = request.META["wsgi.input"].read(int(request.META["CONTENT_LENGTH"]))
    kind = request.META["CONTENT_TYPE"]
    again = RequestFactory().generic("POST", "/archivos", body[:at], content_type=kind)
    uploads.prepare(again)
    return again


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_file_that_was_cut_is_said_and_the_whole_ones_and_the_text_are_kept(part) -> None:
    data = {"text": "lo que escribí", "a": named("a.pdf", PDF), "b": named("b.pdf", PDF * 9)}
    whole = prepared(data)
    request = cut(whole, int(part * int(whole.META["CONTENT_LENGTH"])))
    outcome = take(request, held=Held())
    assert [one.name for one in outcome.taken] == ["a.pdf"]
    assert [one.reason for one in outcome.refused] == ["cut"]
    assert request.POST["text"] == "lo que escribí"


def test_a_sender_that_is_too_slow_is_told_and_keeps_what_arrived(monkeypatch) -> None:
    request = prepared({"text": "lo que escribí", "a": named("a.pdf", PDF)})
    monkeypatch.setattr(uploads, "SLOWEST", -1.0)
    outcome = take(request, held=Held())
    assert [one.reason for one in outcome.refused] == ["slow"]
    assert received(request)[0] == []


def test_when_too_many_send_at_once_one_is_asked_to_wait(client, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.01)
    for _ in range(uploads.AT_ONCE):
        uploads._slots.acquire()
    try:
        response = sent(client, named("a.pdf", PDF))
    finally:
        uploads._slots.release(uploads.AT_ONCE)
    assert response.status_code == 503
    assert "espere un momento" in response.content.decode()
    assert sent(client, named("a.pdf", PDF)).status_code == 200


@pytest.mark.parametrize(("missing", "taken"), [(0, True), (1, False), (400, False)])
def test_a_form_that_was_cut_is_not_taken_for_a_shorter_one(missing, taken) -> None:
    form = b"text=medio"
    about = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(form) + missing),
        "wsgi.input": io.BytesIO(form),
    }
    request = WSGIRequest(RequestFactory()._base_environ() | about)
    with nullcontext() if taken else pytest.raises(BadRequest):
        OneOfEach(lambda _: HttpResponse()).process_view(request, lambda _: HttpResponse())
