"""
The half of Heddle's Python engine that runs inside CPython: 3.8 and later, the standard library only.

It runs tasks, writes the mapped table that its adapter reads, and says the rest as lines of JSON. What is
measured is measured from outside, by the adapter.
"""
import sys

#: What every program finds imported already: Python looks for no file of these names.
AT_START = frozenset(sys.modules)
