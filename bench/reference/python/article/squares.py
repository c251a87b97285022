"""Adds up ten million squares."""


def task(index):
    return sum(number ** 2 for number in range(10_000_000))
