#!/usr/bin/env bash
# Records what real Go says for notebook 02: objects of calls, and the report of sample.go. Call it in this folder with Go on the path.
set -eu
out=../../main/resources/recorded/escape
mkdir -p "$out"
go run counts.go >"$out/counts.json"
{
    printf '{\n  "name": "listing",\n  "toolchain": "%s %s",\n  "values": {\n    "lines": [\n' "$(go env GOVERSION)" "$(go env GOOS)/$(go env GOARCH)"
    go build -o /dev/null -gcflags='-m -l' sample.go 2>&1 | sed -n 's|^\./sample\.go:\(.*\)$|      "\1",|p' | sed '$ s/,$//'
    printf '    ]\n  }\n}\n'
} >"$out/listing.json"
