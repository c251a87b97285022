"""uvicorn, by itself and as a worker of gunicorn."""
from .asgi import observed


def follow(protocol, begin):
    """`protocol`: one of the modules that speak HTTP. Their cycle of a request and its answer calls the application."""
    for cycle in vars(protocol).values():
        if isinstance(cycle, type) and cycle.__module__ == protocol.__name__ and 'run_asgi' in vars(cycle):
            cycle.run_asgi = _observed(cycle.run_asgi, begin)


def _observed(run, begin):
    #: The application of all requests, and the same with its requests told.
    last = [None, None]

    def run_asgi(self, app):
        if last[0] is not app:
            last[:] = app, observed(app, begin)
        return run(self, last[1])

    return run_asgi
