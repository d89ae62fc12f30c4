"""What runs in the child alone: no database, no key, no option, no network, no file but its pipe.

The child is a fresh interpreter for each file. A forked one would hold a copy of the scanner's
memory, with the database's password and the keys of the files before; and it would keep, for the
next file, whatever this one made of it.
"""
