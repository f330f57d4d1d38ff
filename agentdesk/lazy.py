"""A package's names, each loaded from its module when it is first asked for: a command imports only what it needs."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return a package's `__getattr__`; `homes` gives the module of the package in which each name lives."""

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(name)
        value: object = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
