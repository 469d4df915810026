"""What is in a Moodle backup, and what differs between two, in words for people and as values for scripts."""

from coursegen.inspection.differences import Told, told_differences
from coursegen.inspection.opening import PackageRefused, opened
from coursegen.inspection.report import PackageReport, package_report

__all__ = ["PackageRefused", "PackageReport", "Told", "opened", "package_report", "told_differences"]
