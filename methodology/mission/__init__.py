"""The mission a course belongs to: `action.yaml`, its deliverables, its deadlines and its working days."""

ACTION_FILE = "action.yaml"
"""The file of the folder that describes the action; a course may have none, and it may stand alone."""
