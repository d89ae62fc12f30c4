"""What the portal and the scanner both know about files: kinds, names, limits, seals. No Django."""
