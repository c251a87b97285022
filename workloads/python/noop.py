"""Tasks that do nothing."""
title = 'Nothing'
shows = 'empty tasks: they show what it costs to hand out a task'
kind = 'cpu'
tasks = 100_000


def blocking(index):
    pass


async def cooperative(index):
    pass
