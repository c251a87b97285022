"""A database of orders in a real file, asked through sqlite3: a client that only knows how to block."""
import sqlite3
import threading

from helpers.chance import next_chance

# Days the orders are spread over, and days that one question looks at: every question reads the same share.
DAYS = 365
WINDOW_DAYS = 30
# Questions that differ: one for each first day.
QUESTIONS = DAYS - WINDOW_DAYS + 1

COUNTRIES = ('de', 'fr', 'it', 'pl', 'us')
ORDERS_OF_A_CUSTOMER = 20
MOST_CENTS = 10_000

TABLES = '''
    CREATE TABLE customers (id INTEGER PRIMARY KEY, country TEXT NOT NULL);
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers, day INTEGER NOT NULL,
        cents INTEGER NOT NULL
    );'''
QUESTION = '''
    SELECT country, count(*), sum(cents)
    FROM orders JOIN customers ON customers.id = orders.customer
    WHERE day BETWEEN ? AND ?
    GROUP BY country ORDER BY country'''

# A connection belongs to the thread that opened it.
_own = threading.local()


def create_orders(file, rows, seed):
    """Writes the database, and returns the answers to all questions, counted without it."""
    database = sqlite3.connect(file, isolation_level=None)
    # It is thrown away with the run: nothing in it needs to survive a power cut.
    database.execute('PRAGMA journal_mode = OFF')
    database.execute('PRAGMA synchronous = OFF')
    for statement in TABLES.split(';')[:-1]:
        database.execute(statement)
    customers = -(-rows // ORDERS_OF_A_CUSTOMER)
    totals = [[[0, 0] for _ in COUNTRIES] for _ in range(DAYS)]
    database.execute('BEGIN')
    database.executemany(
        'INSERT INTO customers VALUES (?, ?)', ((id, COUNTRIES[id % len(COUNTRIES)]) for id in range(customers)))
    database.executemany('INSERT INTO orders VALUES (?, ?, ?, ?)', _orders(rows, customers, seed, totals))
    database.execute('COMMIT')
    database.execute('CREATE INDEX orders_by_day ON orders (day)')
    database.close()
    return [_answer(totals[day:day + WINDOW_DAYS]) for day in range(QUESTIONS)]


def ask_orders(file, first_day):
    """Asks one question, over a connection that the thread's first one opens. Holds the thread for the answer."""
    connections = _own.__dict__
    if file not in connections:
        connections[file] = sqlite3.connect('file:%s?mode=ro' % file, uri=True)
    return _text(connections[file].execute(QUESTION, (first_day, first_day + WINDOW_DAYS - 1)))


def _orders(rows, customers, seed, totals):
    """The rows of the table of orders. Adds each to the totals by day and country."""
    state = seed
    for id in range(rows):
        state = next_chance(state)
        customer = (state >> 8) % customers
        state = next_chance(state)
        day = (state >> 8) % DAYS
        state = next_chance(state)
        cents = (state >> 8) % MOST_CENTS
        total = totals[day][customer % len(COUNTRIES)]
        total[0] += 1
        total[1] += cents
        yield id, customer, day, cents


def _answer(days):
    """The answer to the question about these days, by the totals."""
    sums = [[sum(figures) for figures in zip(*(day[at] for day in days))] for at in range(len(COUNTRIES))]
    return _text((country, *both) for country, both in zip(COUNTRIES, sums) if both[0] > 0)


def _text(rows):
    return ', '.join('%s %d %d' % row for row in rows)
