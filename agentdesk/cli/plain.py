"""Values of the model as plain JSON, under the names that the model has."""

import msgspec


def plain(value: object) -> object:
    """Return `value` as dictionaries, lists, texts and numbers; structs keep all their fields and full names."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else str(value)
    return value
