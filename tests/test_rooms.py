"""The import rules of pyproject.toml hold."""

from importlinter import cli

from conftest import ROOT


def test_imports_go_down_only(monkeypatch, capfd):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports() == cli.EXIT_STATUS_SUCCESS, capfd.readouterr().out
