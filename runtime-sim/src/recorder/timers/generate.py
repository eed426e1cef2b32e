#!/usr/bin/env python3
"""Writes random programs of sleeps, timers and channels, one JSON object a line: generate.py FROM TO.

A program has scripts, lists of operations; main starts some of them. No two durations are equal, because Go leaves the order of
timers that are due at the same time to chance.
"""
import json
import random
import sys


def program(seed):
    r = random.Random(seed)
    channels = r.randint(1, 3)
    capacities = [r.choice([0, 0, 1, 2]) for _ in range(channels)]
    scripts = r.randint(2, 5)

    def duration():
        return r.randint(1, 1_000_000)

    def operations(script, n):
        out = []
        for _ in range(n):
            x = r.random()
            c = r.randrange(channels)
            timer = r.randrange(3)
            if x < 0.13:
                out.append(["send", c])
            elif x < 0.26:
                out.append(["receive", c])
            elif x < 0.30:
                out.append(["trySend", c])
            elif x < 0.34:
                out.append(["tryReceive", c])
            elif x < 0.44:
                out.append(["gosched"])
            elif x < 0.60:
                out.append(["sleep", duration()])
            elif x < 0.68:
                out.append(["receiveOrAfter", duration(), c])
            elif x < 0.72:
                out.append(["after", duration()])
            elif x < 0.78:
                out.append(["newTimer", duration(), timer])
            elif x < 0.82:
                out.append(["stop", 0, timer])
            elif x < 0.86:
                out.append(["reset", duration(), timer])
            elif x < 0.90:
                out.append(["timer", 0, timer])
            elif x < 0.93:
                out.append(["afterFunc", duration()])
            elif x < 0.96:
                out.append(["withTimeout", duration()])
            elif script + 1 < scripts:
                out.append(["go", r.randint(script + 1, scripts - 1)])
        return out

    return {
        "seed": seed,
        "capacities": capacities,
        "scripts": [operations(k, r.randint(2, 7)) for k in range(scripts)],
        "start": [r.randint(0, scripts - 1) for _ in range(r.randint(2, 5))],
    }


for number in range(int(sys.argv[1]), int(sys.argv[2])):
    print(json.dumps(program(number), separators=(",", ":")))
