"""`python -m credscore`."""

from credscore.cli import main

main()
