/** A database of orders in a real file, asked through `node:sqlite`: a client that only knows how to block. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { nextChance } from '../../source/load/arrivals.ts';

/** Days the orders are spread over, and days that one question looks at: every question reads the same share. */
const days = 365;
const windowDays = 30;
/** Questions that differ: one for each first day. */
export const questions = days - windowDays + 1;

const countries = ['de', 'fr', 'it', 'pl', 'us'];
const ordersOfACustomer = 20;
const mostCents = 10_000;

const tables = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, country TEXT NOT NULL);
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers, day INTEGER NOT NULL, cents INTEGER NOT NULL
  );`;
const question = `
  SELECT country, count(*) AS orders, sum(cents) AS cents
  FROM orders JOIN customers ON customers.id = orders.customer
  WHERE day BETWEEN ? AND ?
  GROUP BY country ORDER BY country`;

/** Loads the client. Throws one line where this Node.js has none. */
function loadSqlite(): typeof import('node:sqlite') {
  // Versions in which it is experimental say so on standard error, in every thread and process that loads it.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const sqlite = process.getBuiltinModule('node:sqlite');
    if (sqlite) return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
  throw new Error(`Node.js ${process.version} has no node:sqlite; 22.13 and newer have it`);
}

/** Writes the database, and returns the answers to all questions, counted without it. */
export function createOrders(file: string, rows: number, seed: number): string[] {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(file);
  // It is thrown away with the run: nothing in it needs to survive a power cut.
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${tables} BEGIN`);
  const customers = Math.ceil(rows / ordersOfACustomer);
  const addCustomer = database.prepare('INSERT INTO customers VALUES (?, ?)');
  const countryOf = (customer: number) => customer % countries.length;
  for (let id = 0; id < customers; id++) addCustomer.run(id, countries[countryOf(id)]!);
  const addOrder = database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)');
  const totals = new Totals();
  let state = seed >>> 0;
  const chance = (below: number) => {
    state = nextChance(state);
    return (state >>> 8) % below;
  };
  for (let id = 0; id < rows; id++) {
    const [customer, day, cents] = [chance(customers), chance(days), chance(mostCents)];
    addOrder.run(id, customer, day, cents);
    totals.add(day, countryOf(customer), cents);
  }
  database.exec('COMMIT; CREATE INDEX orders_by_day ON orders (day)');
  database.close();
  return Array.from({ length: questions }, (_, firstDay) => totals.answer(firstDay));
}

/** The same sums, kept by hand. */
class Totals {
  readonly #orders = new Float64Array(days * countries.length);
  readonly #cents = new Float64Array(days * countries.length);

  add(day: number, country: number, cents: number): void {
    this.#orders[day * countries.length + country]! += 1;
    this.#cents[day * countries.length + country]! += cents;
  }

  answer(firstDay: number): string {
    const rows = countries.map((country, at) => {
      let [orders, cents] = [0, 0];
      for (let day = firstDay; day < firstDay + windowDays; day++) {
        orders += this.#orders[day * countries.length + at]!;
        cents += this.#cents[day * countries.length + at]!;
      }
      return { country, orders, cents };
    });
    return textOf(rows.filter(({ orders }) => orders > 0));
  }
}

type Row = { country: string; orders: number; cents: number };

function textOf(rows: readonly Row[]): string {
  return rows.map(({ country, orders, cents }) => `${country} ${orders} ${cents}`).join(', ');
}

/** This lane's own connection: a module is loaded once in every thread and process. */
let connection: { database: DatabaseSync; statement: StatementSync } | null = null;

/** Asks one question, over a connection that the first one opens. Holds the thread until the answer is there. */
export function askOrders(file: string, firstDay: number): string {
  connection ??= open(file);
  return textOf(connection.statement.all(firstDay, firstDay + windowDays - 1) as Row[]);
}

function open(file: string): NonNullable<typeof connection> {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  process.once('exit', closeOrders);
  return { database, statement: database.prepare(question) };
}

/** Closes this lane's connection, if it has one. */
export function closeOrders(): void {
  connection?.database.close();
  connection = null;
}
