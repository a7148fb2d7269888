"""What rooms say in Chinese reads in the reader's language: sentences, words, citations, dates, amounts."""

from datetime import date

import pytest
from django.utils.translation import override
from markupsafe import Markup

from yimen.foundation.citations import in_english
from yimen.foundation.language import in_official_language, in_readers_words, said_in_tag, said_in_text
from yimen.kernel import Money, Programme, Sentence, YimenError

STARTS = Sentence("自%(day)s起", day=date(2026, 3, 1))


def test_a_sentence_is_chinese_text_and_remembers_how_it_was_made():
    assert STARTS == "自2026年3月1日起"
    assert in_readers_words(STARTS) == "自2026年3月1日起"
    with override("en"):
        assert in_readers_words(STARTS) == "from 1 March 2026"


def test_what_fills_a_sentence_is_said_too():
    asked = Sentence("%(programme)s：符合条件", programme=Programme.DIBAO)
    paid = Sentence(
        "%(begun)s，%(part)s", begun=asked, part=Sentence("每月%(amount)s元", amount=Money.yuan("1092"))
    )
    assert paid == "最低生活保障：符合条件，每月1092.00元"
    with override("en"):
        assert in_readers_words(paid) == "Minimum living guarantee: eligible, 1,092.00 yuan a month"


def test_a_refusal_says_its_template_and_facts():
    refusal = YimenError(
        "申请材料不齐，不能受理：%(missing)s。请补齐，或一次性告知申请人。", missing=["残疾人证", "王福"]
    )
    assert str(refusal) == "申请材料不齐，不能受理：残疾人证、王福。请补齐，或一次性告知申请人。"
    with override("en"):
        said = in_readers_words(refusal.message)
    assert said.startswith("Materials are missing, so it cannot be accepted: Disability certificate, 王福.")


def test_a_percent_sign_of_a_message_without_placeholders_stays():
    assert str(YimenError("只完成了 50%。", done=50)) == "只完成了 50%。"


def test_names_are_marked_as_chinese_in_text_alone():
    with override("en"):
        assert said_in_text("李建明") == '<span lang="zh">李建明</span>'
        assert said_in_tag("李建明") == "李建明"
        assert said_in_text("李建明 最低生活保障") == '<span lang="zh">李建明</span> Minimum living guarantee'
        assert said_in_text(Markup("<b>李建明</b>")) == "<b>李建明</b>"
        assert said_in_text("<b>李</b>") == '&lt;b&gt;<span lang="zh">李</span>&lt;/b&gt;'


def test_an_option_carries_its_language():
    offered = Markup('<option value="1" selected>李建明 · 网格员</option><option value="2">男</option>')
    with override("en"):
        assert said_in_text(offered) == (
            '<option lang="zh" value="1" selected>李建明 · Grid worker</option>'
            '<option value="2">male</option>'
        )


def test_the_file_is_written_in_chinese_for_every_reader():
    @in_official_language
    def drafted() -> str:
        return in_readers_words("男")

    with override("en"):
        assert drafted() == "男"


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("社会救助法 第十八条", "Social Assistance Law, art. 18"),
        ("社会救助法 第二十一条第二款", "Social Assistance Law, art. 21 para. 2"),
        ("民发〔2021〕57号 第四条、第二十三条", "Min Fa [2021] No. 57, art. 4, art. 23"),
        ("民发〔2018〕23号 二（一）；社会救助法 第一百零三条",
         "Min Fa [2018] No. 23, sec. 2(1); Social Assistance Law, art. 103"),
        ("社会救助法实施细则", "社会救助法实施细则"),
        ("王福", "王福"),
    ],
)  # fmt: skip
def test_citations(chinese, english):
    assert in_english(chinese) == english


def test_a_citation_beside_a_remark_is_said_whole():
    with override("en"):
        said = in_readers_words("社会救助法 第四十七条；未查到法定时限，为本平台暂定")
    assert said.startswith("Social Assistance Law, art. 47; no legal limit")
