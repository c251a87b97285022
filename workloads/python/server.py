"""A server: asyncio in front, a blocking library in threads, heavy work in processes."""
import asyncio
import hashlib
import json
import os

from helpers.fractal import draw_fractal
from helpers.lane_server import lane_server
from helpers.load import ClientGone, ask_for_report
from helpers.orders import ask_orders, create_orders
from helpers.words import counted, in_words

title = 'Server'
shows = 'requests that wait, block and compute: do light ones stay fast?'
kind = 'mixed'
tasks = 400
# Requests come at a fixed rate, so that the time is the same under every model.
judged_by = {'figure': 'lightP99Ms'}
parameters = {
    'rate': {
        'type': 'number', 'title': 'request rate; they arrive at random times', 'unit': '/s',
        'default': 160, 'min': 1, 'max': 5000,
    },
    'light': {
        'type': 'number', 'title': 'share of light requests, which only wait briefly', 'unit': 'ratio',
        'default': 0.75, 'min': 0, 'max': 1,
    },
    'waitMs': {
        'type': 'number', 'title': 'how long a page waits for another service', 'unit': 'ms',
        'default': 20, 'min': 0, 'max': 60_000,
    },
    'rows': {
        'type': 'number', 'title': "rows in the blocking database's table", 'unit': 'rows',
        'default': 50_000, 'min': 100, 'max': 5_000_000, 'integer': True,
    },
    'pixels': {
        'type': 'number', 'title': 'width and height of the picture it draws', 'unit': 'pixels',
        'default': 40, 'min': 1, 'max': 4096, 'integer': True,
    },
    'connections': {
        'type': 'number', 'title': 'most connections that the load client opens', 'unit': 'connections',
        'default': 128, 'min': 1, 'max': 10_000, 'integer': True,
    },
}

CLIENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'servers', 'load_client.py')
# Pages that differ. Each is made once in set-up, for the check.
PAGES = 8
# A light request waits this long, as for a cache that is near by, and computes nothing.
LIGHT_WAIT_S = 0.002
LIGHT_ANSWER = 'fine'


def set_up(context):
    chosen = context.parameters
    file = os.path.join(context.folder, 'orders.db')
    answers = create_orders(file, chosen.rows, context.seed)
    order = {
        'rate': chosen.rate, 'lightRatio': chosen.light, 'pages': PAGES, 'connections': chosen.connections,
        # Each lane opens a server of its own.
        'servers': context.lanes.count, 'answers': context.tasks, 'seed': context.seed,
    }
    return {
        'control_port': context.start_server(CLIENT, [json.dumps(order)]),
        'file': file,
        'pages': [render(page, answers[page], chosen.pixels) for page in range(PAGES)],
    }


async def cooperative(index, context):
    """A task is a request: the next that comes to this lane's server."""
    server = await lane_server(context.shared['control_port'])
    request = await server.next()
    try:
        if request.path == '/light':
            await asyncio.sleep(LIGHT_WAIT_S)
            text = LIGHT_ANSWER
        else:
            page = int(request.path.replace('/page/', ''))
            await asyncio.sleep(context.parameters.waitMs / 1000)
            context.progress(1 / 3)
            orders = await context.offload(ask_orders, context.shared['file'], page)
            context.progress(2 / 3)
            text = await context.dispatch(render, page, orders, context.parameters.pixels)
        request.answer(200, text)
        return text
    except Exception:
        try:
            request.answer(500, 'the request failed')
        except ClientGone:
            # Whether somebody still waits for it makes no difference to what is wrong.
            pass
        raise


def render(page, orders, pixels):
    """The heavy part of a page. Its text tells by a hash whether all of it is right."""
    picture = hashlib.sha256(orders.encode() + draw_fractal(page, pixels)).hexdigest()
    return 'page %d: %s' % (page, picture[:16])


def check(results, parameters, shared):
    texts = [result for result in results if result is not None]
    right = sum(1 for text in texts if text == LIGHT_ANSWER or text in shared['pages'])
    expected = '%s, all received' % counted(len(texts), 'correct answer')
    try:
        report = ask_for_report(shared['control_port'], len(texts))
    except ClientGone as gone:
        return {'ok': False, 'expected': expected, 'got': str(gone)}
    received = 'all' if report['answers'] == len(texts) else in_words(report['answers'])
    return {
        'ok': right == len(texts) and report['answers'] == len(texts),
        'expected': expected,
        'got': '%s, %s received' % (counted(right, 'correct answer'), received),
        'figures': [
            {'name': name, 'title': words, 'value': report[key], 'unit': unit}
            for name, words, key, unit in FIGURES
        ],
    }


# Name, title, the name in the client's report, and unit.
FIGURES = (
    ('lightP99Ms', 'light p99', 'lightP99Ms', 'ms'),
    ('pageP99Ms', 'pages p99', 'pageP99Ms', 'ms'),
    ('latencyP50Ms', 'all p50', 'p50Ms', 'ms'),
    ('latencyP99Ms', 'all p99', 'p99Ms', 'ms'),
    ('latencyMaxMs', 'slowest', 'maxMs', 'ms'),
    ('requestsPerSecond', 'answered', 'perSecond', '/s'),
    ('failedRequests', 'failed', 'failures', 'requests'),
)
