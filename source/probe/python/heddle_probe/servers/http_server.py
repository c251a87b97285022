"""http.server, and the servers that are made of it: wsgiref's, werkzeug's (of Flask), those of a person's own."""
from ..current import current
from ..quiet import quiet


def follow(socketserver, begin):
    """
    `socketserver`: what makes each of their servers. Who runs `python -m http.server` imports no module of that name: their
    handlers are known by what they can do.
    """
    made = socketserver.BaseServer.__init__

    def make(self, *given, **named):
        made(self, *given, **named)
        _observe(self.RequestHandlerClass, begin)

    socketserver.BaseServer.__init__ = make
    _end_after(socketserver.StreamRequestHandler, 'finish')
    # Of servers that were made before.
    for handler in _kinds(socketserver.StreamRequestHandler):
        _observe(handler, begin)


def _kinds(handler):
    for kind in handler.__subclasses__():
        yield kind
        yield from _kinds(kind)


@quiet
def _observe(handler, begin):
    if not hasattr(handler, 'parse_request'):
        return
    # A handler of its own calls the one that it extends.
    first = [one for one in handler.__mro__ if 'parse_request' in vars(one)][-1]
    if first in _observed:
        return
    _observed.add(first)
    parse, respond = first.parse_request, first.send_response_only
    get_current, set_current = current.get, current.set

    def parse_request(self, *given):
        is_one = parse(self, *given)
        if is_one:
            try:
                set_current(begin(self.command.encode('latin-1'), self.path.encode('latin-1', 'replace')))
            except Exception:
                pass
        return is_one

    def send_response_only(self, code, *given, **named):
        one = get_current()
        if one is not None:
            try:
                one.status = int(code)
            except Exception:
                pass
        return respond(self, code, *given, **named)

    first.parse_request, first.send_response_only = parse_request, send_response_only
    _end_after(first, 'handle_one_request')


_observed = set()


def _end_after(handler, name):
    work = getattr(handler, name)

    def work_and_end(self, *given):
        try:
            return work(self, *given)
        finally:
            one = current.get()
            if one is not None:
                one.end()

    setattr(handler, name, work_and_end)
