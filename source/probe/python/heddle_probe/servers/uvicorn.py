"""uvicorn, by itself and as a worker of gunicorn."""
from ..quiet import quiet
from .asgi import observed


def follow(config, begin):
    """`config`: the module that loads the application."""
    load = config.Config.load

    def load_and_observe(self, *given):
        load(self, *given)
        _observe(self, begin)

    config.Config.load = load_and_observe


@quiet
def _observe(config, begin):
    config.loaded_app = observed(config.loaded_app, begin)
