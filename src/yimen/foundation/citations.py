"""Citations of law in English: "社会救助法 第十八条" reads "Social Assistance Law, art. 18". Plain Python."""

import re

_INSTRUMENTS = {
    "社会救助法": "Social Assistance Law",
    "社会救助暂行办法": "Interim Measures for Social Assistance",
    "刚性支出困难家庭认定办法": "Measures for Determining Rigid-Expenditure Hardship Households",
    "特困人员认定办法（2016）": "Measures for Determining People in Extreme Hardship (2016)",
    "特困人员认定办法": "Measures for Determining People in Extreme Hardship",
    "城市居民最低生活保障条例": "Regulations on the Minimum Living Guarantee for Urban Residents",
    "行政复议法（2023）": "Administrative Reconsideration Law (2023)",
    "行政复议法": "Administrative Reconsideration Law",
    "行政诉讼法": "Administrative Litigation Law",
    "城乡最低生活保障资金管理办法": "Measures for Managing the Funds of the Minimum Living Guarantee",
    "个人信息保护法": "Personal Information Protection Law",
    "残疾人保障法": "Law on the Protection of Persons with Disabilities",
    "未成年人保护法": "Law on the Protection of Minors",
    "老年人权益保障法": "Law on the Protection of the Rights and Interests of the Elderly",
    "关于进一步健全完善临时救助制度的意见": "Opinions on Further Improving Temporary Assistance",
    "社会救助和保障标准与物价上涨挂钩联动机制": "Mechanism Linking Assistance Standards to Price Rises",
    "中办国办《关于改革完善社会救助制度的意见》": "Opinions on Reforming and Improving Social Assistance",
}
_OFFICES = {
    "民发": "Min Fa",
    "国发": "Guo Fa",
    "国办发": "Guo Ban Fa",
    "民办发": "Min Ban Fa",
    "民函": "Min Han",
    "粤民规字": "Yue Min Gui Zi",
    "粤民发": "Yue Min Fa",
    "粤府": "Yue Fu",
    "财社": "Cai She",
    "发改价格": "Fa Gai Jia Ge",
    "人社部发": "Ren She Bu Fa",
    "国卫扶贫发": "Guo Wei Fu Pin Fa",
}
_UNITS = {"条": "art.", "款": "para.", "项": "item", "章": "ch."}
_NUMBERED = re.compile(r"(?P<office>[\u4e00-\u9fff]+)〔(?P<year>\d{4})〕(?P<number>\d+)号")
_COUNT = "[一二三四五六七八九十百零]+"
_PLACE = rf"(?:(?:第{_COUNT}[条款项章])+|{_COUNT})(?:（{_COUNT}）)*"
_PLACES = re.compile(rf"{_PLACE}(?:[、，和至]{_PLACE})*")
_ONE = re.compile(rf"第({_COUNT})([条款项章])|（({_COUNT})）|({_COUNT})")
_REMARK = "（据通行规定，未见原文）"
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")}


def in_english(text: str) -> str:
    """The citation in English, or the text as it is where it is no citation of what is known here."""
    parts = [_part(part.strip()) for part in text.split("；")]
    return "; ".join(part for part in parts if part) if all(parts) else text


def _part(part: str) -> str:
    for name, title in _INSTRUMENTS.items():
        if part.startswith(name):
            return _with_places(title, part[len(name) :].strip())
    numbered = _NUMBERED.match(part)
    if numbered is None or numbered["office"] not in _OFFICES:
        return ""
    title = f"{_OFFICES[numbered['office']]} [{numbered['year']}] No. {numbered['number']}"
    return _with_places(title, part[numbered.end() :].strip())


def _with_places(title: str, places: str) -> str:
    """Nothing where the rest is not articles."""
    if places == _REMARK:
        return f"{title} (as generally applied; the text itself was not seen)"
    if not places:
        return title
    if not _PLACES.fullmatch(places):
        return ""
    said = _ONE.sub(_place, places).translate({ord("、"): ",", ord("，"): ","})
    return f"{title},{said.replace('和', ' and').replace('至', ' to')}"


def _place(one: re.Match[str]) -> str:
    number, unit, item, section = one.groups()
    if item:
        return f"({_number(item)})"
    return f" {_UNITS[unit]} {_number(number)}" if number else f" sec. {_number(section)}"


def _number(words: str) -> int:
    """Chinese numerals up to 999, as articles are counted."""
    total, digit = 0, 0
    for word in words:
        if word in "十百":
            total, digit = total + (digit or 1) * (10 if word == "十" else 100), 0
        else:
            digit = _DIGITS[word]
    return total + digit
