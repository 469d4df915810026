"""Sheets that compute: grids to mark with, boards to follow a course or a mission with. Blank where people fill in."""

from coursegen.outputs.spreadsheets.boards import boards
from coursegen.outputs.spreadsheets.book import Subject, write_board

__all__ = ["Subject", "boards", "write_board"]
