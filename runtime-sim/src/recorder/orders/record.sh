#!/usr/bin/env bash
# Records what the random programs of generate.py did on go1.26.8, three times each; one that differs from run to run is left out with a
# note. Call it in this folder with a toolchain in the path; it writes orders.jsonl into the test resources.
set -euo pipefail
out=../../test/resources/oracle/orders/orders.jsonl
work=$(mktemp -d)
go build -o "$work/orders" .
{ python3 generate.py 1 201; python3 generate.py 1001 1061 lock; } > "$work/programs.jsonl"
: > "$out"
sed 's/^{"seed":\([0-9]*\),.*/\1/' "$work/programs.jsonl" | while read -r seed; do
    runs=$(for _ in 1 2 3; do GOMAXPROCS=1 GOGC=off "$work/orders" "$work/programs.jsonl" "$seed"; done | sort -u)
    if [ "$(wc -l <<< "$runs")" = 1 ]; then echo "$runs" >> "$out"; else echo "seed $seed differs from run to run" >&2; fi
done
rm -r "$work"
