"""wsgiref, and Django's own server: their handler knows what a WSGI application answers."""
from ..current import current
from ..quiet import quiet


def follow(handlers, begin):
    """A request has begun by then: with its head, see http_server.py."""
    handler = handlers.BaseHandler
    run, start_response = handler.run, handler.start_response

    def start_response_and_note(self, status, *given, **named):
        _note(status)
        return start_response(self, status, *given, **named)

    def run_and_end(self, *given):
        run(self, *given)
        _end()

    handler.start_response, handler.run = start_response_and_note, run_and_end


@quiet
def _note(status):
    current.get().status = int(status[:3])


@quiet
def _end():
    current.get().end()
