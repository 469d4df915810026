"""The protocol of Moodle's web services, oddities included."""

from __future__ import annotations

import pytest
import requests
from requests.adapters import HTTPAdapter

from coursegen.errors import SiteError, UsageError
from coursegen.publish.encoding import TooManyVariables, php_variables
from coursegen.publish.errors import (
    AnswerLost,
    SiteRefused,
    SiteUnderMaintenance,
    SiteUnreachable,
    UnreadableAnswer,
    UploadTooBig,
)
from coursegen.publish.rest import MoodleClient, checked_address
from coursegen.publish.secret import Token

from .replay import TOKEN, Answer, ReplaySite, lost, recorded

FUNCTION = "local_coursedeploy_get_info"


def test_parameters_go_out_as_php_reads_them() -> None:
    parameters = {"options": [{"name": "a", "value": True}, {"name": "b", "value": False}], "id": 3}
    assert php_variables({**parameters, "absent": None, "empty": []}) == [
        ("options[0][name]", "a"),
        ("options[0][value]", "1"),
        ("options[1][name]", "b"),
        ("options[1][value]", "0"),
        ("id", "3"),
    ]


def test_more_variables_than_php_takes_are_not_sent() -> None:
    with pytest.raises(TooManyVariables):
        php_variables({"ids": list(range(1000))})


def test_the_token_is_first_in_the_body_and_never_in_the_address(moodle: ReplaySite) -> None:
    moodle.answers(FUNCTION, "info")
    moodle.answers("upload", "upload")
    client = moodle.client()
    client.ask(FUNCTION, {"categoryidnumber": "été 🎓"})
    client.upload("course.mbz", b"x")
    call, upload = moodle.asked
    assert call.fields[0] == ("wstoken", TOKEN)
    assert call["categoryidnumber"] == "été 🎓"
    assert call["moodlewsrestformat"] == "json"
    assert upload.fields[0] == ("token", TOKEN)
    assert TOKEN not in call.url + upload.url


@pytest.mark.parametrize("noise", ["<br />Notice: x in y.php {line 3}\n", "<div>[IOMAD]</div>"])
def test_text_around_the_answer_is_tolerated_and_reported(moodle: ReplaySite, noise: str) -> None:
    moodle.answers(FUNCTION, Answer(noise + recorded("info").body + "<!-- fin -->"))
    client = moodle.client()
    assert client.ask(FUNCTION)["category"]["idnumber"] == "SOCIEUX"
    assert noise.strip() in client.noises[0]


def test_a_byte_order_mark_is_no_obstacle(moodle: ReplaySite) -> None:
    moodle.answers(FUNCTION, Answer("\ufeff" + recorded("info").body))
    assert moodle.client().ask(FUNCTION)["apiversion"] == 1


def test_null_is_an_answer(moodle: ReplaySite) -> None:
    moodle.answers("core_update", Answer("noise null"))
    assert moodle.client().ask("core_update") is None


@pytest.mark.parametrize("release", ["4.5", "5.0"])
@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("invalid_token", "invalidtoken", "ne reconnaît pas le jeton"),
        ("function_not_in_service", "accessexception", "ne donne pas accès"),
        ("unknown_function", "invalidrecord", "ne connaît pas la fonction"),
        ("other_category", "restrictedcontextexception", "ne vaut pas pour cette catégorie"),
        ("no_category", "nocategory", "n’a pas cette catégorie"),
        ("wrong_sha1", "wrongsha1", "arrivé abîmé"),
        ("idnumber_taken", "idnumbertaken", "existe déjà"),
        ("bad_parameter", "invalidparameter", "invalidparameter"),
        ("unknown_target", "unknowntarget", "unknowntarget"),
    ],
)
def test_errors_sent_with_http_200_are_errors(
    moodle: ReplaySite, name: str, code: str, words: str, release: str
) -> None:
    moodle.answers(FUNCTION, recorded(name, release))
    with pytest.raises(SiteRefused, match=words) as refused:
        moodle.client().ask(FUNCTION)
    assert refused.value.code == code
    assert refused.value.remedy
    assert len(moodle.asked) == 1, "a refusal is not asked again"


def test_an_error_of_php_without_a_code_is_an_error(moodle: ReplaySite) -> None:
    moodle.answers(FUNCTION, Answer('{"exception":"Error","message":"Call to a member function on null"}'))
    with pytest.raises(SiteRefused, match="member function"):
        moodle.client().ask(FUNCTION)


def test_an_answer_in_xml_is_understood(moodle: ReplaySite) -> None:
    moodle.answers(FUNCTION, "xml_invalid_token")
    with pytest.raises(SiteRefused) as refused:
        moodle.client().ask(FUNCTION)
    assert refused.value.code == "invalidtoken"


@pytest.mark.parametrize("body", ["", "<html><h1>Bienvenue</h1></html>", "Fatal error: out of memory"])
def test_what_is_no_answer_is_shown_as_it_is(moodle: ReplaySite, body: str) -> None:
    moodle.answers(FUNCTION, Answer(body))
    with pytest.raises(UnreadableAnswer) as unreadable:
        moodle.client().ask(FUNCTION)
    assert (body or "réponse vide") in unreadable.value.message


def test_a_site_under_maintenance_is_named_so_and_not_asked_again(moodle: ReplaySite) -> None:
    moodle.answers(FUNCTION, "maintenance")
    with pytest.raises(SiteUnderMaintenance, match="maintenance"):
        moodle.client().ask(FUNCTION)
    assert len(moodle.asked) == 1


@pytest.mark.parametrize(
    ("status", "words"), [(403, "refuse les services web"), (404, "Aucun Moodle"), (401, "HTTP 401")]
)
def test_a_refusal_of_the_web_server_is_explained(moodle: ReplaySite, status: int, words: str) -> None:
    moodle.answers(FUNCTION, Answer("", status))
    with pytest.raises(SiteUnreachable, match=words):
        moodle.client().ask(FUNCTION)
    assert len(moodle.asked) == 1


def test_a_passing_failure_is_asked_again_after_growing_pauses(moodle: ReplaySite) -> None:
    down = Answer("<html>Bad gateway</html>", 502)
    moodle.answers(FUNCTION, down, Answer("", 503), lost(), recorded("info"))
    assert moodle.client().ask(FUNCTION)["apiversion"] == 1
    first, second, third = moodle.pauses
    assert 0.5 <= first <= 1.5 and 1 <= second <= 2 and 2 <= third <= 3


def test_a_dead_site_is_given_up_after_four_attempts(moodle: ReplaySite) -> None:
    moodle.answers(FUNCTION, Answer(failure=requests.exceptions.ConnectionError("refused")))
    with pytest.raises(SiteUnreachable, match="injoignable"):
        moodle.client().ask(FUNCTION)
    assert len(moodle.asked) == 4


def test_a_write_whose_answer_is_lost_is_repeated_only_with_a_request_id(moodle: ReplaySite) -> None:
    moodle.answers("change", lost(), Answer("{}"))
    with pytest.raises(AnswerLost):
        moodle.client().order("change", {"id": 1})
    assert len(moodle.asked) == 1
    moodle.answers("change", lost(), Answer("{}"))
    assert moodle.client().order("change", {"requestid": "r1"}) == {}
    assert [call["requestid"] for call in moodle.asked[1:]] == ["r1", "r1"]


def test_a_redirection_is_not_followed(moodle: ReplaySite) -> None:
    elsewhere = {"Location": f"http://moodle.exemple.org/webservice/rest/server.php?wstoken={TOKEN}"}
    moodle.answers(FUNCTION, Answer("", 301, elsewhere))
    with pytest.raises(SiteUnreachable, match=r"renvoie vers http://moodle\.exemple\.org\.") as moved:
        moodle.client().ask(FUNCTION)
    assert len(moodle.asked) == 1
    assert TOKEN not in str(moved.value) + moved.value.remedy


@pytest.mark.parametrize(
    "url",
    [
        "http://moodle.exemple.org",
        "moodle.exemple.org",
        "ftp://x.org",
        "https://bot:secret@x.org",
        "http://10.0.0.1",
    ],
)
def test_a_token_is_sent_to_no_open_or_odd_address(url: str) -> None:
    with pytest.raises(UsageError):
        MoodleClient(url, Token(TOKEN))


@pytest.mark.parametrize(
    "url", ["https://x.org/moodle/", "http://127.0.0.1:8000", "http://localhost", "http://[::1]:80"]
)
def test_encrypted_addresses_and_this_machine_are_fine(url: str) -> None:
    assert checked_address(url) == url.rstrip("/")


def test_the_address_of_a_page_is_not_that_of_the_site() -> None:
    with pytest.raises(UsageError, match="l’adresse d’une page"):
        checked_address("https://x.org/moodle/login/index.php")


def test_a_part_that_is_there_already_counts_as_sent(moodle: ReplaySite) -> None:
    moodle.answers("upload", "upload_name_taken")
    assert moodle.client().upload("course.mbz.part0000", b"x", draft=77) == 77


def test_a_part_whose_answer_is_lost_is_sent_again(moodle: ReplaySite) -> None:
    moodle.answers("upload", lost(), recorded("upload_name_taken"))
    assert moodle.client().upload("course.mbz.part0001", b"xyz", draft=77) == 77
    assert [call.content for call in moodle.asked] == [b"xyz", b"xyz"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer('[{"filename":"c.mbz","errortype":"fileoversized","error":"too big"}]'), "fileoversized"),
        (
            Answer('{"error":"The file is larger","errorcode":"upload_error_ini_size","debuginfo":null}'),
            "upload_error_ini_size",
        ),
        (
            Answer('{"error":"A required parameter (token) was missing","errorcode":"missingparam"}'),
            "missingparam",
        ),
        (Answer('{"error":"quota","errorcode":"userquotalimit"}'), "userquotalimit"),
        (recorded("upload_invalid_token"), "invalidtoken"),
        (recorded("upload_name_taken"), "filenameexist"),
    ],
)
def test_a_failed_upload_says_why(moodle: ReplaySite, answer: Answer, code: str) -> None:
    moodle.answers("upload", answer)
    with pytest.raises(SiteRefused) as refused:
        moodle.client().upload("course.mbz", b"x")
    assert refused.value.code == code


def test_an_upload_that_the_web_server_finds_too_big_is_told_apart(moodle: ReplaySite) -> None:
    moodle.answers("upload", Answer("<html>Too large</html>", 413))
    with pytest.raises(UploadTooBig):
        moodle.client().upload("course.mbz", b"x")


def test_https_certificates_are_judged_by_the_system(moodle: ReplaySite) -> None:
    adapter = moodle.client()._session.get_adapter("https://x.org")
    assert isinstance(adapter, HTTPAdapter)
    context = adapter.poolmanager.connection_pool_kw["ssl_context"]
    assert type(context).__module__.startswith("truststore")


def test_every_error_of_this_module_ends_with_exit_code_3() -> None:
    kinds = (AnswerLost, SiteRefused, SiteUnderMaintenance, SiteUnreachable, UnreadableAnswer, UploadTooBig)
    assert all(issubclass(kind, SiteError) and kind.exit_code == 3 for kind in kinds)
