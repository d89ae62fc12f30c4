import sys

from recupera.commands.main import main

sys.exit(main())
