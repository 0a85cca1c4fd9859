"""`python -m viewer` is `retia`."""

import sys

from viewer.cli import main

sys.exit(main())
