"""The person's settings: typed, with a sentence a field, read from one YAML file."""

from agentdesk.settings.reading import SettingsError, read_settings, settings_file
from agentdesk.settings.settings import Settings

__all__ = ["Settings", "SettingsError", "read_settings", "settings_file"]
