"""Eight tasks that hold the loop for 50 to 1,000 ms each, one after another. Each returns how long it took by its own clock."""
import asyncio
import time

tasks = 8
LENGTHS_MS = (50, 100, 150, 200, 300, 400, 700, 1000)


async def task(index):
    await asyncio.sleep(sum(LENGTHS_MS[:index]) / 1e3 + 0.2 * (index + 1))
    began = time.monotonic()
    until = began + LENGTHS_MS[index] / 1e3
    while time.monotonic() < until:
        pass
    return (time.monotonic() - began) * 1e3
