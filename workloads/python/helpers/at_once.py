"""How many spans of time overlap."""


def most_at_once(spans):
    """The most of them that were there at the same moment. A span: from when to when, on one clock."""
    begins = sorted(span[0] for span in spans)
    ends = sorted(span[1] for span in spans)
    most = over = 0
    for begun, begin in enumerate(begins):
        while ends[over] <= begin:
            over += 1
        most = max(most, begun + 1 - over)
    return most
