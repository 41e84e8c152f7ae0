"""Packages that a program imports at its start and that no part of it needs that reads adapters: empty ones stand in for them."""

import importlib.abc
import importlib.machinery
import sys
from unittest.mock import MagicMock


class StandIn(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module of some packages, each with whatever is asked of it."""

    def __init__(self, packages):
        self.packages = packages

    def find_spec(self, name, path=None, target=None):
        known = name.partition('.')[0] in self.packages
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if known else None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__, module.__name__ = [], spec, spec.name
        return module

    def exec_module(self, module):
        pass


def stand_in(*packages, installed=False):
    """For packages that are not found otherwise; `installed`: for those that are, too."""
    finder = StandIn(packages)
    if installed:
        sys.meta_path.insert(0, finder)
    else:
        sys.meta_path.append(finder)
