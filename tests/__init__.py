"""The suite, as a package: modules of one name in two folders do not clash."""

import pytest

pytest.register_assert_rewrite("advisor.testing.contracts")
