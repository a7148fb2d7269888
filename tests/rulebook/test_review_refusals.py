"""What a file or a value may not be: refused with its path and what is allowed, never with a traceback."""

import pytest

from tests.rulebook.table import file
from yimen.kernel import YimenError
from yimen.rulebook.determine import determine

TEXT = 'on: 2025-03-01\nregion: "441426100200"\nmembers: [{ref: a}]\n'


@pytest.mark.parametrize("text", ["a: " + "[" * 5000 + "]" * 5000, "[" * 100_000, '{"a":' * 100_000])
def test_a_file_nested_too_deeply(text: str) -> None:
    with pytest.raises(YimenError, match="嵌套"):
        determine(text)


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_a_day_no_law_knows(on: str) -> None:
    with pytest.raises(YimenError, match=r"^on：.*允许"):
        determine(file(on=on))


@pytest.mark.parametrize("region", ["999999999999", "990000000000", "441426100200", "123456789012"])
def test_a_region_is_checked_for_its_form_only(region: str) -> None:
    assert determine(file(region=region, parameters={"dibao_standard": 1000})).of("dibao").eligible is True


@pytest.mark.parametrize("region", ["441426", "44142610020x", "4414261002000", "000000000000", ""])
def test_a_region_of_another_form(region: str) -> None:
    with pytest.raises(YimenError, match=r"^region：.*允许"):
        determine(file(region=region))


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("household: {income_month: 1.234}", "household.income_month"),
        ("household: {income_month: -1}", "household.income_month"),
        ("household: {income_month: .nan}", "household.income_month"),
        ("household: {urban: 1}", "household.urban"),
        ("household: {income_mnth: 1}", "household.income_mnth"),
        ("household: {homes: 1, homes_not_counted: 2}", "household.homes_not_counted"),
        ("parameters: {dibao_standrd: 1}", "parameters.dibao_standrd"),
        ("parameters: {dibao_method: none}", "parameters.dibao_method"),
        ("obligors: [{supports: [z]}]", "obligors[0].supports[0]"),
        ("request: {kind: other}", "request.kind"),
        ("event: {kind: started_work, on: 2025-02-30}", "event.on"),
    ],
)
def test_the_path_is_named(line: str, path: str) -> None:
    with pytest.raises(YimenError) as refusal:
        determine(TEXT + line + "\n")
    assert refusal.value.message.startswith(f"{path}：")
    assert "允许" in refusal.value.message
