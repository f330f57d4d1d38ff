"""The person's settings: typed, with a sentence a field, kept in one YAML file."""

from agentdesk.settings.reading import SettingsError, read_settings, settings_file
from agentdesk.settings.settings import Settings
from agentdesk.settings.writing import save_setting

__all__ = ["Settings", "SettingsError", "read_settings", "save_setting", "settings_file"]
