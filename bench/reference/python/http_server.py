"""A server of http.server that does nothing but answer: what watching costs is most of what it does. Tells its port."""
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        self.send_response(200)
        self.send_header('content-length', '0')
        self.end_headers()

    def log_message(self, *given):
        pass


server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print('port %d' % server.server_port, flush=True)
server.serve_forever()
