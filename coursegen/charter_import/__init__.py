"""A brand's own presentation template, made a charter: its layouts mapped, its colours and fonts taken, all saved."""

from coursegen.charter_import.reading import ImportedCharter, LogoFile, read_template
from coursegen.charter_import.saving import save_charter

__all__ = ["ImportedCharter", "LogoFile", "read_template", "save_charter"]
