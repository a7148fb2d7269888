"""A drawn process: every word is in the picture, nothing in it needs a style or a script."""

from xml.etree import ElementTree

from yimen.domains.library.charts import draw, goes_on
from yimen.domains.library.types import ChartBranch, ChartStep, ProcessChart

CHART = ProcessChart(
    (
        ChartStep("提交<申请>", "申请人"),
        ChartStep("受理", "乡镇", "自受理起3个工作日", "第十条", ("核对",)),
        ChartStep("确认"),
    ),
    (
        ChartBranch(1, (ChartStep("一次性告知补正"), ChartStep("补正提交")), 1),
        ChartBranch(2, (ChartStep("不予确认"),), None),
    ),
)


def words_of(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def test_the_picture_says_every_word_and_numbers_the_steps():
    words = words_of(draw(CHART))
    assert words[:2] == ["1 提交<申请>", "申请人"]
    for said in (
        "2 受理",
        "自受理起3个工作日",
        "第十条",
        "核对",
        "补正提交",
        "之后进入第 2 步",
        "到此结束，书面告知理由",
    ):
        assert said in words


def test_nothing_in_it_is_refused_by_a_strict_policy():
    svg = draw(CHART)
    assert "style=" not in svg and "<style" not in svg and "<script" not in svg and "href" not in svg


def test_boxes_lie_within_the_picture_and_do_not_overlap():
    svg = ElementTree.fromstring(draw(CHART))  # noqa: S314 - our own words
    width, height = float(svg.get("width")), float(svg.get("height"))
    boxes = [
        tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
        for rect in svg.iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert all(x + w <= width and y + h <= height for x, y, w, h in boxes)
    for place, (x, y, w, h) in enumerate(boxes):
        for ox, oy, ow, oh in boxes[place + 1 :]:
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y


def test_a_long_line_is_broken_between_words():
    long = ProcessChart((ChartStep("A process of the county described in very many English words indeed"),))
    words = words_of(draw(long))
    assert len(words) > 1 and all(not word.startswith("ndeed") for word in words)


def test_a_reader_of_another_language_gets_their_words():
    assert words_of(draw(CHART, say=lambda text: f"[{text}]"))[0] == "1 [提交<申请>]"
    assert str(goes_on(CHART.branches[0])) == "之后进入第 2 步"
