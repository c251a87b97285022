"""
The concurrency models. Each module has a class Model: prepare(), run() and close(), called once and in this
order. `runs_tasks_here`: tasks run in the main thread. `may_freeze`: threads of this process run code of the
person's.
"""
