#!/usr/bin/env python3
"""Writes random programs of goroutines, channels, locks and contexts, one JSON object a line: generate.py FROM TO [lock].

A program has scripts, lists of operations; main starts some of them. "lock" adds locked threads. Left out on purpose: whatever
a random choice, a timer or the wall clock decides in real Go, because the order has to be the same in every run.
"""
import json
import random
import sys


def program(seed, locked_threads):
    r = random.Random(seed)
    channels = r.randint(1, 3)
    capacities = [r.choice([0, 0, 1, 2, 3]) for _ in range(channels)]
    mutexes = r.randint(1, 2)
    rw_mutexes = r.randint(1, 2)
    scripts = r.randint(2, 6)

    def operations(depth, script, n, held):
        out = []
        for _ in range(n):
            x = r.random()
            if x < 0.17:
                out.append(["send", r.randrange(channels)])
            elif x < 0.34:
                out.append(["receive", r.randrange(channels)])
            elif x < 0.40:
                out.append(["trySend", r.randrange(channels)])
            elif x < 0.43:
                out.append(["tryReceive", r.randrange(channels)])
            elif x < 0.46:
                out.append([r.choice(["selectReceive", "selectSend"]), r.randrange(channels)])
            elif x < 0.48:
                out.append(["close", r.randrange(channels)])
            elif x < 0.60:
                out.append(["gosched"])
            elif x < 0.72 and depth < 2:
                m = r.randrange(mutexes)
                if ("m", m) not in held:
                    out.append(["lock", m])
                    out += operations(depth + 1, script, r.randint(0, 3), held | {("m", m)})
                    out.append(["unlock", m])
            elif x < 0.80 and depth < 2:
                m = r.randrange(rw_mutexes)
                if ("rw", m) not in held:
                    kind = r.choice("rw")
                    out.append([kind + "Lock", m])
                    out += operations(depth + 1, script, r.randint(0, 2), held | {("rw", m)})
                    out.append([kind + "Unlock", m])
            elif x < 0.86 and script + 1 < scripts:
                out.append(["go", r.randint(script + 1, scripts - 1)])
            elif x < 0.89:
                out.append(["tryLock", r.randrange(mutexes)])
            elif x < 0.92:
                out.append([r.choice(["once", "done", "cancel", "err"]), r.randrange(3)])
            elif x < 0.94:
                out.append([r.choice(["groupWait", "groupAdd", "groupDone"])])
            elif x < 0.95 and locked_threads and depth < 2:
                out.append(["lockOSThread"])
                out += operations(depth + 1, script, r.randint(1, 3), held)
                out.append(["unlockOSThread"])
            elif x < 0.965 and depth == 0:
                out.append(["condWait", r.randrange(2)])
            elif x < 0.985:
                out.append([r.choice(["signal", "broadcast"]), r.randrange(2)])
            elif depth == 0:
                out.append(["goexit"])
        return out

    return {
        "seed": seed,
        "capacities": capacities,
        "mutexes": mutexes,
        "rwMutexes": rw_mutexes,
        "scripts": [operations(0, k, r.randint(2, 7), frozenset()) for k in range(scripts)],
        "start": [r.randint(0, scripts - 1) for _ in range(r.randint(2, 6))],
    }


for number in range(int(sys.argv[1]), int(sys.argv[2])):
    print(json.dumps(program(number, len(sys.argv) > 3), separators=(",", ":")))
