"""gunicorn's own workers, of threads and of ASGI."""
from ..current import current
from ..quiet import quiet
from .asgi import observed


def follow(module, begin):
    """`module`: what makes answers, or one of the kinds of workers."""
    known = {'gunicorn.http.wsgi': _follow_answers, 'gunicorn.asgi.protocol': _follow_asgi}
    known.get(module.__name__, _follow_worker)(module, begin)


def _follow_answers(wsgi, begin):
    create, close = wsgi.create, wsgi.Response.close

    def create_and_begin(request, *given, **named):
        _begin(request, begin)
        return create(request, *given, **named)

    def close_and_end(self, *given):
        close(self, *given)
        _end(self)

    wsgi.create, wsgi.Response.close = create_and_begin, close_and_end


@quiet
def _begin(request, begin):
    current.set(begin(request.method.encode(), request.path.encode()))


@quiet
def _end(response):
    current.get().end(response.status_code)


def _follow_worker(module, begin):
    """Who fails never closes its answer: gunicorn then answers itself."""
    for worker in vars(module).values():
        if not isinstance(worker, type) or 'handle_request' not in vars(worker):
            continue
        worker.handle_request = _ended(worker.handle_request)


def _ended(handle):
    def handle_request(*given, **named):
        try:
            return handle(*given, **named)
        finally:
            one = current.get()
            if one is not None:
                one.end(500)
    return handle_request


def _follow_asgi(module, begin):
    protocol = module.ASGIProtocol
    make = protocol.__init__

    def make_and_observe(self, *given):
        make(self, *given)
        _observe(self, begin)

    protocol.__init__ = make_and_observe


@quiet
def _observe(protocol, begin):
    protocol.app = observed(protocol.app, begin)
