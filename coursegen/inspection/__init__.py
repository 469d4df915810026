"""What is in a package (a Moodle backup or a SCORM zip), and what differs between two backups."""

from coursegen.inspection.differences import Told, told_differences
from coursegen.inspection.opening import PackageRefused, opened
from coursegen.inspection.report import PackageReport, package_report
from coursegen.inspection.scorm import ScormReport, is_scorm, scorm_report

__all__ = [
    "PackageRefused",
    "PackageReport",
    "ScormReport",
    "Told",
    "is_scorm",
    "opened",
    "package_report",
    "scorm_report",
    "told_differences",
]
