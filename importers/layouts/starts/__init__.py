"""Where questions begin: the ways in which people number or mark them, each competing with the others."""
