// Records how many objects calls allocate, by testing.AllocsPerRun: go run counts.go > ../../main/resources/recorded/escape/counts.json
package main

import (
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"testing"
)

type point struct{ x, y int }

var (
	sink   *point
	ints   []int
	bytes_ []byte
	total  int
	text   string
)

func sum(p *point) int { return p.x + p.y }

//go:noinline
func kept(i int) { sink = &point{i, i} }

//go:noinline
func local(i int) int { p := &point{i, i}; return sum(p) }

func makeBuf() []byte { buf := make([]byte, 1024); return buf }

//go:noinline
func makeBufCalled() []byte { buf := make([]byte, 1024); return buf }

//go:noinline
func made(n int) int {
	s := make([]int, n)
	t := 0
	for i := range s {
		s[i] = i
		t += s[i]
	}
	return t
}

//go:noinline
func appended(n int) int {
	var s []int
	for i := range n {
		s = append(s, i)
	}
	return len(s)
}

//go:noinline
func returned(n int) []int {
	var s []int
	for i := range n {
		s = append(s, i)
	}
	return s
}

func count(f func()) int { return int(testing.AllocsPerRun(1000, f)) }

func main() {
	var localMade, localAppended []int
	for n := range 9 {
		localMade = append(localMade, count(func() { total += made(n) }))
		localAppended = append(localAppended, count(func() { total += appended(n) }))
	}
	values := map[string]any{
		"kept":            count(func() { kept(1) }),
		"local":           count(func() { total += local(1) }),
		"makeBuf_inlined": count(func() { total += len(makeBuf()) }),
		"makeBuf_called":  count(func() { bytes_ = nil; total += len(makeBufCalled()) }),
		"make_local":      localMade,
		"append_local":    localAppended,
		"return_3":        []int{count(func() { ints = returned(3) }), cap(returned(3))},
		"return_20":       []int{count(func() { ints = returned(20) }), cap(returned(20))},
		"concat_100": count(func() {
			s := ""
			for range 100 {
				s += "0123456789"
			}
			text = s
		}),
		"builder_100": count(func() {
			var b strings.Builder
			for range 100 {
				b.WriteString("0123456789")
			}
			text = b.String()
		}),
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	out.Encode(map[string]any{"name": "counts", "toolchain": runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH, "values": values})
}
