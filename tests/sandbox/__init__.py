"""The sandbox: its pages, its web services, the faults it can have."""

import pytest

pytest.register_assert_rewrite("tests.sandbox.contract")
