"""usage: modfiles.py OUT.json
What `go mod edit -print` says of go.mod texts: written ones, and ones that a seeded random source damaged. Needs Go 1.26.8."""
import json
import os
import random
import subprocess
import sys
import tempfile

WRITTEN = [
    "module example.com/m\n",
    "module example.com/m\n\ngo 1.21\n",
    "// Copyright.\n\n// Deprecated: use v2.\nmodule example.com/m // trailing\n\ngo 1.21 // go\n",
    "module \"example.com/m\"\n\nrequire (\n\texample.com/a v1.0.0\n\t// before b\n\texample.com/b v1.2.3 // indirect\n\n\t// alone\n\n\texample.com/c v0.1.0 // indirect; why\n)\n",
    "module example.com/m\nrequire example.com/a v1.0.0\nrequire example.com/b v1.0.0\n",
    "module example.com/m\nrequire (\n)\n",
    "module example.com/m\nrequire ()\n",
    "module example.com/m\nrequire ( // left\n\texample.com/a v1.0.0 // line\n\t// last\n) // right\n// end\n",
    "module example.com/m\nexclude example.com/a v1.0.0\nreplace example.com/a => ../a\nreplace example.com/b v1.0.0 => example.com/c v1.1.0\n",
    "module example.com/m\nretract v1.0.0 // broken\nretract [v1.1.0, v1.2.0] // worse\nretract (\n\t// because\n\tv1.3.0\n\t[v1.4.0,v1.5.0]\n)\n",
    "module example.com/m\ngo 1.24\ntoolchain go1.24.1\ntool example.com/a/cmd/x\nignore ./web\ngodebug default=go1.21\n",
    "module example.com/m\n\n\n\n\nrequire   example.com/a    v1.0.0\n",
    "module example.com/m\r\n\r\nrequire example.com/a v1.0.0 // dos\r\n",
    "",
    "\n\n// only a comment\n",
    "module\n", "module a b\n", "module example.com/m\nmodule example.com/n\n", "go 1.21\n", "go\n", "go 1.21 1.22\n", "go 1.21x\n", "go v1.21\n", "go 1\n", "go 1.21\ngo 1.22\n",
    "module m\ntoolchain local\n", "module m\ntoolchain go1.21.0\ntoolchain go1.22.0\n", "module m\ntoolchain\n",
    "module m\nrequire example.com/a\n", "module m\nrequire example.com/a v1 extra\n", "module m\nrequire example.com/a 1.0.0\n", "module m\nrequire example.com/a v1\n", "module m\nrequire example.com/a v1.0\n",
    "module m\nrequire example.com/a/v2 v1.0.0\n", "module m\nrequire example.com/a v2.0.0\n", "module m\nrequire example.com/a v2.0.0+incompatible\n", "module m\nrequire example.com/a v1.0.0+meta\n",
    "module m\nrequire gopkg.in/a v1.0.0\n", "module m\nrequire gopkg.in/a.v2 v2.0.0\n", "module m\nrequire example.com/a/v1 v1.0.0\n", "module m\nrequire example.com/a/v02 v2.0.0\n",
    "module m\nreplace example.com/a => b\n", "module m\nreplace example.com/a => b@v1.0.0\n", "module m\nreplace example.com/a => ./b v1.0.0\n", "module m\nreplace example.com/a\n", "module m\nreplace example.com/a v1.0.0 => .\\b\n",
    "module m\nreplace example.com/a v1.0.0 = ./b\n", "module m\nreplace example.com/a/v2 v1.0.0 => ./b\n",
    "module m\nretract\n", "module m\nretract [v1.0.0]\n", "module m\nretract [v1.0.0, v1.1.0\n", "module m\nretract [v1.0.0 v1.1.0]\n", "module m\nretract v1.0.0 v1.1.0\n", "module m\nretract v1\n", "module m\nretract [\n",
    "module m\nrequires example.com/a v1.0.0\n", "module m\nblock (\n\tx\n)\n", "module m\nrequire x (\n\ta v1.0.0\n)\n", "module m\ngo (\n\t1.21\n)\n",
    "module m\nrequire (\n\texample.com/a v1.0.0\n", "module m\nrequire (\n\texample.com/a v1.0.0 )\n", "module m\nrequire (\n\texample.com/a v1.0.0\n) x\n",
    "module m /* c */\n", "module \"m\n", "module `m`\n", "module m`\n", "module 'm'\n", "module \"m\\x41\"\n", "module \"m\\q\"\n", "module \x01m\n", "module \u00e9m\n", "\"module\" m\n",
    "module m\ngodebug\n", "module m\ngodebug a\n", "module m\ngodebug a=b\n", "module m\ngodebug a=b,c\n", "module m\ngodebug (\n\ta=b\n\tc=d\n)\n", "module m\ntool\n", "module m\ntool a b\n", "module m\nignore\n", "module m\nignore (\n\ta\n\tb\n)\n",
    "module m\nexclude example.com/a\n", "module m\nexclude example.com/a v1.0\n", "module m\nrequire \"example.com/a b\" v1.0.0\n", "module m\nrequire (example.com/a v1.0.0)\n", "module m\nrequire ( example.com/a v1.0.0\n",
    "module m; go 1.21\n", "module m\n)\n", "module m\n(\n)\n", "[module] m\n", "module m\nrequire a{b} v1.0.0\n", "module m\nretract [ v1.0.0 , v1.1.0 ] // x\n",
    "// a\n// b\n\n// c\nmodule m // d\n// e\n\n// f\nrequire ( // g\n// h\n\n\n// i\na v1.0.0 // j\n\n\n// k\n// l\n\nb v1.0.0\n\n) // m\n// n\n\n// o\n",
    "module m\nrequire (\n\n\n\ta v1.0.0\n\n)\n", "module m\nrequire (\n\n)\n", "module m\nrequire (\n// only comment\n)\n", "module m\nrequire ( // note\n)\n",
    "module m\nrequire (\n\ta v1.0.0\n\n\tb v1.0.0\n\n\n\tc v1.0.0\n)\n",
]
PIECES = ["(", ")", "[", "]", ",", "//", "/*", "\"", "`", "\n", " ", "\t", "=>", "v1.0.0", "v2", "example.com/a", "go", "module", "require", "// indirect", "{", "}", "\\", "'", "\u4e16"]


def damaged(r):
    text = r.choice(WRITTEN)
    for _ in range(r.randrange(1, 4)):
        i = r.randrange(len(text) + 1)
        k = r.random()
        if k < 0.35:
            text = text[:i] + r.choice(PIECES) + text[i:]
        elif k < 0.7:
            text = text[:i] + text[i + r.randrange(1, 4):]
        else:
            other = r.choice(WRITTEN).splitlines(keepends=True)
            lines = text.splitlines(keepends=True)
            lines[r.randrange(len(lines) + 1):0] = other[:r.randrange(len(other) + 1)]
            text = "".join(lines)
    return text


def main():
    r = random.Random(11)
    texts = WRITTEN + [damaged(r) for _ in range(600)]
    out = []
    with tempfile.TemporaryDirectory() as t:
        env = {"PATH": os.environ["PATH"], "HOME": t, "GOTOOLCHAIN": "local", "GOENV": "off", "GOWORK": "off", "GOFLAGS": "", "GOPROXY": "off"}
        for text in texts:
            with open(os.path.join(t, "go.mod"), "w", encoding="utf-8", newline="") as f:
                f.write(text)
            p = subprocess.run(["go", "mod", "edit", "-print", "go.mod"], cwd=t, env=env, capture_output=True)
            out.append({"text": text, **({"printed": p.stdout.decode()} if p.returncode == 0 else {"error": p.stderr.decode()})})
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        json.dump({"go": "go1.26.8", "files": out}, f, ensure_ascii=False, indent=0)


main()
