"""Where servers hand a request over to the program: one file for each kind of them, imported with the server."""
from importlib import import_module

from ..imports import once_imported
from ..quiet import no_bytecode, quiet

#: By the module whose functions are followed: the file of this folder that knows it.
_KINDS = {
    'asyncio.streams': 'streams',
    'socketserver': 'http_server',
    'wsgiref.handlers': 'wsgiref_handlers',
    'uvicorn.protocols.http.h11_impl': 'uvicorn',
    'uvicorn.protocols.http.httptools_impl': 'uvicorn',
    'gunicorn.http.wsgi': 'gunicorn',
    'gunicorn.workers.sync': 'gunicorn',
    'gunicorn.workers.gthread': 'gunicorn',
    'gunicorn.workers.base_async': 'gunicorn',
    'gunicorn.asgi.protocol': 'gunicorn',
    'aiohttp.web_protocol': 'aiohttp',
}


def follow(begin):
    """`begin(method, path)`, of bytes: where a request begins; returns it, or None where nobody watches, and never raises."""
    def follow_one(kind):
        def work(module):
            with no_bytecode():
                import_module('.' + kind, __name__).follow(module, begin)
        return quiet(work)

    for name, kind in _KINDS.items():
        once_imported(name, follow_one(kind))
