"""A picture whose making only computes, in Python code."""

# A point that has not left by then is taken to stay. It makes points inside cost a hundred times those outside.
MOST_STEPS = 200


def draw_fractal(section, side):
    """Draws one of a few sections of the Mandelbrot set, a byte for each pixel."""
    # Sections lie side by side from left to right, and overlap so far that they cost about the same.
    left = -1.6 + section * 0.02
    scale = 1.6 / side
    return bytes(
        _steps_at(complex(left + scale * column, -0.8 + scale * row))
        for row in range(side) for column in range(side)
    )


def _steps_at(point):
    """Steps until a point of the plane leaves the set's neighbourhood."""
    at = 0j
    for step in range(MOST_STEPS):
        if abs(at) > 2:
            return step
        at = at * at + point
    return MOST_STEPS
