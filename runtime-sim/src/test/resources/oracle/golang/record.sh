#!/usr/bin/env bash
# Records what go build says about each program of errors/ (go1.26.8, linux/amd64) as NAME.err: file-relative positions, $GOROOT for the
# installation folder. The programs of escape/ and run/ compile without a word. Call it in this folder with a toolchain in the path.
set -u
root=$(go env GOROOT)
for f in errors/*.go; do
    dir=$(mktemp -d)
    cp "$f" "$dir/"
    (cd "$dir" && go build -o /dev/null "$(basename "$f")" 2>&1) | grep -v '^# command-line-arguments' \
        | sed -e 's|\./||g' -e "s|$root|\$GOROOT|g" > "${f%.go}.err"
    rm -r "$dir"
done
# What go vet says about lost cancel functions in the programs of vet/.
for f in vet/*.go; do
    dir=$(mktemp -d)
    cp "$f" "$dir/"
    (cd "$dir" && go vet -lostcancel "$(basename "$f")" 2>&1) | grep -v '^#' | sed -e 's|\./||' > "${f%.go}.err"
    rm -r "$dir"
done
for f in escape/*.go run/*.go; do go vet "$f" || echo "$f"; done
