"""A published recipe point by point: what it tells, what is right, and where that is catalogued."""

from __future__ import annotations

from explainer.article import Article, Point
from explainer.pipeline.catalogue import stage
from explainer.render.page import Page


def points(article: Article, page: Page) -> None:
    """Write an article's points onto the page, each flagged with its mistake or note."""
    page.paragraph(f'"{article.title}", {article.date}', indent=0)
    page.line(article.source)
    for point in article.points:
        page.line()
        page.line(f"{page.paint.strong(f'{point.number:>2}')}  {_flag(point, page)}")
        page.paragraph(point.says, indent=4, label="it says")
        page.paragraph(point.right, indent=4, label="right  ")


def _flag(point: Point, page: Page) -> str:
    where = stage(point.stage).title
    if point.mistake:
        return f"{where}: {page.paint.wrong(f'mistake {point.mistake}')}"
    if point.note:
        return f"{where}: {page.paint.wrong(f'note {point.note}')}"
    return where
