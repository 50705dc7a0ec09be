"""`python -m deployments.watch`."""

import sys

from deployments.watch.loops import main

sys.exit(main())
