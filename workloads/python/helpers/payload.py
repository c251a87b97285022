"""What the tasks of `transfer` make."""
import hashlib

# A prime: a piece that arrives at another place is seen, as nothing else in memory comes in steps of this.
PATTERN_BYTES = 4093


def make_payload(task, size):
    """Bytes that differ from place to place and from task to task. As cheap as making data gets."""
    pattern = hashlib.shake_128(b'payload %d' % task).digest(PATTERN_BYTES)
    return (pattern * (size // PATTERN_BYTES + 1))[:size]


def is_payload(content, task, size):
    """Whether these bytes are the payload of that task, all of it."""
    return len(content) == size and bytes(content) == make_payload(task, size)
