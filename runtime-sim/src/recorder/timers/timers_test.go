// Runs the program of a seed from a file of generate.py in a bubble of testing/synctest on one P, and writes it with what its goroutines
// did when: PROGRAMS=FILE SEED=N OUT=FILE GOMAXPROCS=1 GOGC=off timers.test.
package timers

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

type program struct {
	Seed       int       `json:"seed"`
	Capacities []int     `json:"capacities"`
	Scripts    [][][]any `json:"scripts"`
	Start      []int     `json:"start"`
	Order      []string  `json:"order"`
}

// Goroutines that a program starts at most.
const mostStarts = 30

type machine struct {
	p        *program
	t0       time.Time
	channels []chan int
	timers   [3]*time.Timer
	ending   chan struct{}
	next     int
}

func TestProgram(t *testing.T) {
	p := read(os.Getenv("PROGRAMS"), os.Getenv("SEED"))
	p.Order = make([]string, 0, 4096)
	synctest.Test(t, func(t *testing.T) {
		m := &machine{p: p, t0: time.Now(), ending: make(chan struct{})}
		for _, c := range p.Capacities {
			m.channels = append(m.channels, make(chan int, c))
		}
		for i := range m.timers {
			m.timers[i] = time.NewTimer(time.Hour)
		}
		for _, script := range p.Start {
			m.start(script)
		}
		time.Sleep(20 * time.Millisecond)
		b, err := json.Marshal(p)
		if err != nil {
			panic(err)
		}
		if err := os.WriteFile(os.Getenv("OUT"), append(b, '\n'), 0o644); err != nil {
			panic(err)
		}
		close(m.ending)
		time.Sleep(2 * time.Hour)
	})
}

func read(file, seed string) *program {
	f, err := os.Open(file)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		p := new(program)
		if err := json.Unmarshal(lines.Bytes(), p); err != nil {
			panic(err)
		}
		if strconv.Itoa(p.Seed) == seed {
			return p
		}
	}
	panic("no such seed")
}

func (m *machine) log(id int, what ...any) {
	m.p.Order = append(m.p.Order, fmt.Sprint(id, " ", fmt.Sprint(what...), " at ", int64(time.Since(m.t0))))
}

func (m *machine) start(script int) {
	if m.next == mostStarts {
		return
	}
	id := m.next
	m.next++
	go func() {
		for i, o := range m.p.Scripts[script] {
			var x, y int
			if len(o) > 1 {
				x = int(o[1].(float64))
			}
			if len(o) > 2 {
				y = int(o[2].(float64))
			}
			// Two goroutines with the same script must not wait equally long.
			if !m.do(id, o[0].(string), x, y, time.Duration(x+id*1009+i*13), id*100+i) {
				return
			}
		}
	}()
}

// do does something and says what it was; false if the program ended meanwhile.
func (m *machine) do(id int, operation string, x, y int, d time.Duration, value int) bool {
	switch operation {
	case "send":
		select {
		case m.channels[x] <- value:
		case <-m.ending:
			return false
		}
	case "receive":
		select {
		case v := <-m.channels[x]:
			m.log(id, operation, " ", v)
			return true
		case <-m.ending:
			return false
		}
	case "trySend":
		select {
		case m.channels[x] <- value:
		default:
			m.log(id, "full")
			return true
		}
	case "tryReceive":
		select {
		case v := <-m.channels[x]:
			m.log(id, operation, " ", v)
		default:
			m.log(id, "empty")
		}
		return true
	case "gosched":
		runtime.Gosched()
	case "sleep":
		time.Sleep(d)
	case "receiveOrAfter":
		select {
		case v := <-m.channels[y]:
			m.log(id, operation, " ", v)
		case <-time.After(d):
			m.log(id, "too late")
		}
		return true
	case "after":
		<-time.After(d)
	case "newTimer":
		m.timers[y] = time.NewTimer(d)
	case "stop":
		m.log(id, operation, " ", m.timers[y].Stop())
		return true
	case "reset":
		m.log(id, operation, " ", m.timers[y].Reset(d))
		return true
	case "timer":
		select {
		case <-m.timers[y].C:
		case <-m.ending:
			return false
		}
	case "afterFunc":
		time.AfterFunc(d, func() { m.log(id, "function ", value) })
	case "withTimeout":
		ctx, cancel := context.WithTimeout(context.Background(), d)
		defer cancel()
		<-ctx.Done()
	case "go":
		m.start(x)
	}
	m.log(id, operation)
	return true
}
