"""Numbers that look like chance and are the same for the same seed, in every version of Python."""
import math

WORD = 2 ** 32


def next_chance(state):
    """The next of a row of whole numbers below 2 ** 32 (a linear congruential generator; its high bits are the better)."""
    return (state * 1_664_525 + 1_013_904_223) % WORD


def chance_from(seed):
    """A function that returns numbers from 0 up to, not including, 1."""
    state = seed % WORD

    def chance():
        nonlocal state
        state = next_chance(state)
        return (state >> 8) / 2 ** 24

    return chance


def gap_s(rate, chance):
    """Seconds until the next request, of `rate` per second.

    The gaps of a Poisson process are how requests arrive that know nothing of each other; by inverse transform
    sampling (Knuth, The Art of Computer Programming, volume 2, 3.4.1).
    """
    return -math.log(1 - chance()) / rate
