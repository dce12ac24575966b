"""Measure Loket: every figure beside one durable commit of the same minute, with the machine's state.

How a measurement is done honestly stands in docs/decisions/0014-measuring.md.
"""
