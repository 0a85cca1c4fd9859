"""`python -m viewer` is `retia`."""

import sys

from viewer.start import main

sys.exit(main())
