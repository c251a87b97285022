"""A blocking call in a coroutine."""
import time


async def task(index):
    time.sleep(1)
