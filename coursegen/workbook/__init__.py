"""The course folder as a workbook (.xlsx, .ods), both ways, all but the long texts: for those who live in Excel."""

from coursegen.workbook.reader import WorkbookReading, read_workbook
from coursegen.workbook.writer import write_workbook

__all__ = ["WorkbookReading", "read_workbook", "write_workbook"]
