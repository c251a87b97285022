"""The same call in the executor of the loop."""
import asyncio
import time


async def task(index):
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1)
