"""The sandbox: its pages, its web services, the faults it can have."""
