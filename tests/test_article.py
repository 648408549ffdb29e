"""The two articles: their points lead somewhere, their recipes give what their code would."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import date

import pytest
from hypothesis import given

from explainer.article import ARTICLE_MISTAKES, ARTICLES, HEX_ARTICLE, POINTS, SORTED_ARTICLE, Article
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.catalogue import DECISIONS, decision_of, mistake, note, stage
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from tests.strategies import requests

KEY = "XGnoUEIHFJ8OL/Aq+oGGhGfydrPk81za/FttEhgJUIBTC29SK24xKhhTi1EHSNbp14H50irst66cuT1EKo9Mgw=="
REQUEST = Request.of(EXAMPLE.path, EXAMPLE.body, secret=KEY)
HEX_SIGNATURE = (
    "cbd60e1adf1f9fb981d46f5bb8fdba5879634d74493480f238368833908c0654"
    "772219db404aad70eafa1f7a752fdc3b675a58a757d6a7d07e619130d172724b"
)
SORTED_SIGNATURE = "0NMfgfQu8Re3XTdPgBAAeJ3wGRO9DSzzjfIQ/9j5NnxvyhMOh/GO4SYvSBk8vTivbvVbYjkkVuacJgg53Te/VA=="


def hex_recipe(request: Request) -> str:
    """Return what the first article's code computes."""
    digest = hashlib.sha256(request.body).hexdigest()
    message = request.path + digest.encode()
    return hmac.new(request.secret.expose(), message, hashlib.sha512).hexdigest()


def sorted_recipe(request: Request) -> str:
    """Return what the second article's code computes."""
    parameters = b"&".join(sorted(request.body.split(b"&")))
    mac = hmac.new(base64.b64decode(request.secret.expose()), request.path + parameters, hashlib.sha512)
    return base64.b64encode(mac.digest()).decode()


@pytest.mark.parametrize("article", ARTICLES, ids=["hex", "sorted"])
class TestArticle:
    def test_points_are_in_order_and_lead_somewhere(self, article: Article) -> None:
        assert [point.number for point in article.points] == list(range(1, len(article.points) + 1))
        for point in article.points:
            assert point.says.endswith(".")
            assert point.right.endswith(".")
            assert not (point.mistake and point.note)
            assert stage(point.stage)
            if point.mistake:
                assert mistake(point.mistake)
            if point.note:
                assert note(point.note)

    def test_every_mistake_of_the_recipe_is_a_point_at_its_stage(self, article: Article) -> None:
        told = {(point.mistake, point.stage) for point in article.points if point.mistake}
        assert {(id, decision_of(mistake(id)).stage) for id in article.recipe} <= told
        assert {id for id, _ in told} == set(article.recipe)

    def test_the_recipe_is_in_the_order_of_the_decisions(self, article: Article) -> None:
        places = [DECISIONS.index(decision_of(mistake(id))) for id in article.recipe]
        assert places == sorted(places)

    def test_has_an_address_and_a_date(self, article: Article) -> None:
        assert article.source.startswith("https://www.kdj.com/")
        assert date.fromisoformat(article.date)


def test_the_first_article_is_the_article() -> None:
    assert HEX_ARTICLE.recipe == ARTICLE_MISTAKES
    assert HEX_ARTICLE.points == POINTS


def test_the_first_recipe_on_a_known_request() -> None:
    assert sign(REQUEST, ARTICLE_MISTAKES) == hex_recipe(REQUEST) == HEX_SIGNATURE


@given(requests())
def test_the_first_recipe_on_any_request(request_: Request) -> None:
    assert sign(request_, ARTICLE_MISTAKES) == hex_recipe(request_)


def test_the_first_recipe_makes_four_mistakes_at_three_stages() -> None:
    trace = explain(EXAMPLE, ARTICLE_MISTAKES)
    wrong = [step.stage.id for step in trace.steps if step.mistakes]
    assert wrong == ["sha256", "secret", "signature"]
    assert len(trace.mistakes) == 4
    assert trace.signature != SIGNATURE
    assert len(trace.signature) == 128


def test_the_second_recipe_on_a_known_request() -> None:
    assert sign(REQUEST, SORTED_ARTICLE.recipe) == sorted_recipe(REQUEST) == SORTED_SIGNATURE


def test_the_second_recipe_on_parameters_in_another_order() -> None:
    body = "volume=1&pair=XBTUSD&nonce=1616492376594&type=buy"
    request = Request.of("/0/private/AddOrder", body, secret=KEY)
    assert sign(request, SORTED_ARTICLE.recipe) == sorted_recipe(request)
