"""A text that no report of an error and no log line shows, wherever its variable stands."""


class Unseen(str):
    """As the text itself in every way but `repr`, which is what reports and debuggers print."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "********"
