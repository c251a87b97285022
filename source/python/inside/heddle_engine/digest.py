"""What results are compared by: short texts that are the same in every process."""
import hashlib
import math
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Set

#: Much is enough to tell two results apart, and little enough not to slow a run.
_MOST_NODES = 2000
_MOST_CHARACTERS = 16 * 1024
#: Deeper than data nests, and not as deep as the stack.
_MOST_DEPTH = 100
#: Of longer strings and bytes half of it from the front, half from the back, and the length.
_MOST_IN_LEAF = 8 * 1024


def digest_of(value):
    """
    The digest and the shape of a value. Digests are equal for equal values of equal classes, shapes for equal
    types, classes and keys. Never raises: what cannot be looked at has none.
    """
    try:
        content, form = _Walk().visit(value)
        return _short(content), _short(form)
    except Exception:
        return None, None


def _short(text):
    """96 bits: two of a million results are alike by chance once in 10^17 runs."""
    digest = hashlib.sha1(text.encode('utf-8', 'surrogatepass')).digest()
    return urlsafe_b64encode(digest)[:16].decode('ascii')


class _Walk:
    """Makes two texts of a value: its content, and its form."""

    def __init__(self):
        self._nodes, self._characters, self._depth = _MOST_NODES, _MOST_CHARACTERS, 0
        self._places = {}

    def visit(self, value):
        """The content and the form of a value, or of a part of one."""
        self._nodes -= 1
        if self._nodes < 0 or self._depth >= _MOST_DEPTH:
            return '…', '…'
        name = _class_of(value)
        if value is None or isinstance(value, (bool, int)):
            return '%s %s' % (name, self._leaf(_number(value))), name
        if isinstance(value, float):
            return '%s %s' % (name, 'nan' if math.isnan(value) else repr(float(value))), name
        if isinstance(value, str):
            return '%s"%s"' % (name, self._leaf(value)), name
        if isinstance(value, (bytes, bytearray, memoryview)):
            return '%s<%s>' % (name, self._bytes(value)), name
        if isinstance(value, type) or callable(value):
            called = '%s %s' % (name, getattr(value, '__qualname__', ''))
            return called, called
        return self._once(value, name)

    def _once(self, value, name):
        """A value that others may refer to: the second time only its place is told."""
        place, _ = self._places.get(id(value), (None, None))
        if place is not None:
            return '^%d' % place, '^%d' % place
        # Kept: of what is thrown away the next value may have the number.
        self._places[id(value)] = len(self._places), value
        self._depth += 1
        content, form = self._inside(value)
        self._depth -= 1
        return name + content, name + form

    def _inside(self, value):
        if isinstance(value, Mapping):
            return self._members(value.items())
        if isinstance(value, (list, tuple)):
            content, form = self._list(value)
            return '%d%s' % (len(value), content), form
        if isinstance(value, Set):
            # In which order a set is told differs from process to process.
            seen = sorted(self.visit(one) for one in value)
            forms = sorted({form for _, form in seen})
            return '{%s}' % ','.join(text for text, _ in seen), '{%s}' % ','.join(forms)
        if isinstance(value, BaseException):
            return self._list(value.args)
        state = _state_of(value)
        if state is not None:
            return self._members(state.items())
        return '(%s)' % self._leaf(_repr(value)), ''

    def _members(self, items):
        """Keys in alphabetical order, as what ends first may be written first."""
        members = []
        for key, member in sorted(((_key(key), member) for key, member in items), key=lambda pair: pair[0]):
            if self._nodes <= 0:
                break
            members.append((self._leaf(key), self.visit(member)))
        return tuple(
            '{%s}' % ','.join('%s:%s' % (key, seen[which]) for key, seen in members) for which in (0, 1))

    def _list(self, values):
        """All values, and each form once: how many there are is no question of form."""
        contents, forms = [], set()
        for value in values:
            if self._nodes <= 0:
                break
            content, form = self.visit(value)
            contents.append(content)
            forms.add(form)
        return '[%s]' % ','.join(contents), '[%s]' % ','.join(sorted(forms))

    def _bytes(self, value):
        view = memoryview(value).cast('B') if memoryview(value).contiguous else memoryview(bytes(value))
        half = _MOST_IN_LEAF // 2
        kept = bytes(view) if len(view) <= _MOST_IN_LEAF else bytes(view[:half]) + bytes(view[-half:])
        return '%d:%s' % (len(view), self._leaf(kept.decode('latin-1')))

    def _leaf(self, text):
        most = min(_MOST_IN_LEAF, self._characters)
        if len(text) > most:
            text = '%d:%s%s' % (len(text), text[:most // 2], text[-(most // 2):] if most > 1 else '')
        self._characters = max(0, self._characters - len(text))
        return text


def _number(value):
    # Python refuses to write a very long one in decimals.
    return hex(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _key(key):
    return key if isinstance(key, str) else '%s %s' % (_class_of(key), _repr(key))


def _repr(value):
    """Its own text, unless that only tells where it is in memory."""
    text = repr(value)
    return '' if ' at 0x' in text else text


def _state_of(value):
    """What an instance of a person's class holds, by name; None for what holds nothing of that kind."""
    slots = [name for kind in type(value).__mro__ for name in _slots(kind)]
    own = getattr(value, '__dict__', None)
    if own is None and not slots:
        return None
    return dict(own or {}, **{name: getattr(value, name) for name in slots if hasattr(value, name)})


def _slots(kind):
    slots = kind.__dict__.get('__slots__', ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _class_of(value):
    """`Money<Amount`: its class and those that it extends."""
    return '<'.join(kind.__name__ for kind in type(value).__mro__ if kind is not object)
