"""The demo plays the whole case to its award, in a house of its own."""

import os

import pytest

from yimen.doors.cli import demo, frontend


@pytest.mark.django_db
def test_the_demo_goes_from_the_first_knock_to_the_award(tmp_path, capsys):
    demo.play(tmp_path)
    told = capsys.readouterr().out
    steps = [line for line in told.splitlines() if line[:2].strip().isdigit()]
    assert [int(line[:2]) for line in steps] == list(range(1, 18))
    assert "✓ 最低生活保障：符合条件，每月992.00元" in told
    assert "社会救助法 第十八条" in told
    assert "全程办结：30个工作日，自受理（2026-09-03）起，至 2026-10-21 止" in told
    assert "至 2026-09-17 止；网上只显示 范**" in told
    assert told.rstrip().endswith("最低生活保障：自 2026-10 起每月 992.00 元")
    papers = sorted(tmp_path.iterdir())
    assert [path.name[3:-4] for path in papers] == [
        "application",
        "one_time_notice",
        "acceptance",
        "authorisation",
        "verification_report",
        "home_investigation",
        "public_notice",
        "confirmation",
        "dibao_certificate",
        "publication",
    ]
    assert all(path.read_bytes().startswith(b"%PDF") for path in papers)


def test_the_demo_stands_apart_from_the_county(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", {"YIMEN_STATE": str(tmp_path), "DATABASE_URL": "postgresql://county"})
    demo._stand_apart()
    assert os.environ == {"YIMEN_STATE": str(tmp_path / "demo"), "YIMEN_OVERLAYS": ""}


def test_the_papers_lie_beside_the_state_that_was_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("YIMEN_STATE", str(tmp_path))
    assert demo.papers_directory() == tmp_path / "demo-papers"
    monkeypatch.delenv("YIMEN_STATE")
    assert demo.papers_directory() == frontend.CLONE / "var" / "demo"
