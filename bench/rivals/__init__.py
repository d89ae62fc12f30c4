"""What the find POST is compared with: plain Django on the same server and the same database."""
