"""Numbers as people read them."""


def in_words(count):
    """`100,000`."""
    return '{:,}'.format(count)


def counted(count, one, many=None):
    """So many of something: `1 task`, `100,000 tasks`."""
    return '%s %s' % (in_words(count), one if count == 1 else many or one + 's')
