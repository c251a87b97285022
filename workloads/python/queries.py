"""Queries to a database whose client blocks."""
import os

from helpers.orders import QUESTIONS, ask_orders, create_orders
from helpers.words import counted

title = 'Queries'
shows = 'a blocking database client (SQLite): threads keep the loop free'
kind = 'blocking-io'
tasks = 120
parameters = {
    'queries': {
        'type': 'number', 'title': 'queries per task, one after another', 'unit': 'queries',
        'default': 10, 'min': 1, 'max': 10_000, 'integer': True,
    },
    'rows': {
        'type': 'number', 'title': 'rows in the table; each query reads one in twelve', 'unit': 'rows',
        'default': 50_000, 'min': 100, 'max': 5_000_000, 'integer': True,
    },
}


def set_up(context):
    file = os.path.join(context.folder, 'orders.db')
    return {'file': file, 'answers': create_orders(file, context.parameters.rows, context.seed)}


def blocking(index, context):
    """There is no cooperative body: the client has nothing to await. On a loop, every query holds it."""
    chosen = context.parameters
    answers = []
    for query in range(chosen.queries):
        if context.cancelled:
            break
        answers.append(ask_orders(context.shared['file'], _question(index, query, chosen)))
        context.progress((query + 1) / chosen.queries)
    return answers


def check(results, parameters, shared):
    asked = right = 0
    for index, result in enumerate(results):
        if result is None:
            continue
        asked += parameters.queries
        right += sum(
            1 for query, answer in enumerate(result)
            if answer == shared['answers'][_question(index, query, parameters)]
        )
    return {
        'ok': right == asked,
        'expected': counted(asked, 'correct answer'),
        'got': counted(right, 'correct answer'),
    }


def _question(index, query, chosen):
    """The question that a query of a task asks. The step has no factor in common with their number: all get a turn."""
    return (index * chosen.queries + query) * 5 % QUESTIONS
