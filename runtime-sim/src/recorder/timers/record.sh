#!/usr/bin/env bash
# Records what the random programs of generate.py did when on go1.26.8, three times each; one that differs from run to run is left out with
# a note. Call it in this folder with a toolchain in the path; it writes timers.jsonl into the test resources.
set -euo pipefail
out=../../test/resources/oracle/orders/timers.jsonl
work=$(mktemp -d)
go test -c -o "$work/timers.test" .
python3 generate.py 1 161 > "$work/programs.jsonl"
: > "$out"
for seed in $(seq 1 160); do
    : > "$work/runs"
    for _ in 1 2 3; do
        PROGRAMS=$work/programs.jsonl SEED=$seed OUT=$work/one GOMAXPROCS=1 GOGC=off "$work/timers.test" > /dev/null
        cat "$work/one" >> "$work/runs"
    done
    sort -u -o "$work/runs" "$work/runs"
    if [ "$(wc -l < "$work/runs")" = 1 ]; then cat "$work/runs" >> "$out"; else echo "seed $seed differs from run to run" >&2; fi
done
rm -r "$work"
