"""An ASGI application, with its requests told; all else of it is as it was."""
from ..current import current, serving


def observed(app, begin):
    """The application as a server has it called."""
    async def serve(one, scope, receive, send):
        def send_and_note(message):
            try:
                kind = message['type']
                if kind == 'http.response.start':
                    one.status = message['status']
                elif kind == 'http.response.body' and not message.get('more_body'):
                    return send_last(message)
            except Exception:
                pass
            return send(message)

        async def send_last(message):
            # It is over when all of the answer has been sent; what the program does afterwards keeps nobody waiting.
            await send(message)
            one.end()

        try:
            return await app(scope, receive, send_and_note)
        except Exception:
            # What the server answers then.
            one.end(500)
            raise
        finally:
            one.end()

    def application(scope, receive, send):
        one = _begin(scope, begin)
        if one is None:
            return app(scope, receive, send)
        # Of the calling task, which serves one request, or several in turn.
        current.set(one)
        return serve(one, scope, receive, send)

    serving.add(serve.__code__)
    return application


def _begin(scope, begin):
    """None for what is no request: the application's lifespan, a WebSocket."""
    try:
        if scope['type'] != 'http':
            return None
        return begin(scope['method'].encode(), scope.get('raw_path') or scope['path'].encode())
    except Exception:
        return None
