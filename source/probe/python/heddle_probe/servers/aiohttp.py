"""aiohttp's server."""
from ..current import current, serving
from ..quiet import quiet


def follow(web_protocol, begin):
    """`web_protocol`: the module of what handles a connection."""
    handler = web_protocol.RequestHandler
    handle = handler._handle_request

    async def serve(one, *given):
        try:
            told = await handle(*given)
            _note(one, told)
            return told
        finally:
            one.end()

    async def handle_request(self, request, *given, **named):
        one = _begin(request, begin)
        if one is None or named:
            return await handle(self, request, *given, **named)
        current.set(one)
        return await serve(one, self, request, *given)

    serving.add(serve.__code__)
    handler._handle_request = handle_request


@quiet
def _begin(request, begin):
    # A WebSocket is none, and lasts.
    if request.headers.get('Upgrade', '').lower() == 'websocket':
        return None
    return begin(request.method.encode(), request.raw_path.encode())


@quiet
def _note(one, told):
    one.status = told[0].status
