"""An ASGI application that does nothing but answer, with what uvicorn takes by itself. Tells its port."""
import uvicorn


async def app(scope, receive, send):
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'content-length', b'11')]})
    await send({'type': 'http.response.body', 'body': b'{"ok":true}'})


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print('port %d' % self.servers[0].sockets[0].getsockname()[1], flush=True)


Server(uvicorn.Config(app, port=0, lifespan='off', log_level='critical')).run()
