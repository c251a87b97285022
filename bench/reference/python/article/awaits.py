"""Sleeps as a coroutine should."""
import asyncio


async def task(index):
    await asyncio.sleep(1)
