// Runs the program of a seed from a file of generate.py on one P and prints it with the order of what its goroutines did:
// GOMAXPROCS=1 GOGC=off orders FILE SEED.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
)

type program struct {
	Seed       int       `json:"seed"`
	Capacities []int     `json:"capacities"`
	Mutexes    int       `json:"mutexes"`
	RWMutexes  int       `json:"rwMutexes"`
	Scripts    [][][]any `json:"scripts"`
	Start      []int     `json:"start"`
	Order      []string  `json:"order"`
}

// Goroutines that a program starts at most, and how often main lets the others go first before it ends.
const (
	mostStarts = 40
	yields     = 300
)

type machine struct {
	p        *program
	channels []chan int
	closed   []bool
	never    chan int
	mutexes  []sync.Mutex
	rw       []sync.RWMutex
	once     [3]sync.Once
	conds    [2]*sync.Cond
	contexts [3]context.Context
	cancels  [3]context.CancelFunc
	group    sync.WaitGroup
	inGroup  int
	next     int
}

func main() {
	p := read(os.Args[1], os.Args[2])
	m := &machine{p: p, never: make(chan int)}
	for _, c := range p.Capacities {
		m.channels = append(m.channels, make(chan int, c))
	}
	m.closed = make([]bool, len(m.channels))
	m.mutexes = make([]sync.Mutex, p.Mutexes)
	m.rw = make([]sync.RWMutex, p.RWMutexes)
	for i := range m.conds {
		m.conds[i] = sync.NewCond(new(sync.Mutex))
	}
	parent := context.Background()
	for i := range m.contexts {
		m.contexts[i], m.cancels[i] = context.WithCancel(parent)
		parent = m.contexts[i]
	}
	p.Order = make([]string, 0, 4096)
	settle()
	for _, script := range p.Start {
		m.start(script)
	}
	for i := 0; i < yields; i++ {
		runtime.Gosched()
	}
	b, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(append(b, '\n'))
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

func (m *machine) log(id int, what string) {
	m.p.Order = append(m.p.Order, strconv.Itoa(id)+" "+what)
}

func (m *machine) start(script int) {
	if m.next == mostStarts {
		return
	}
	id := m.next
	m.next++
	go func() {
		defer func() {
			if e := recover(); e != nil {
				m.log(id, fmt.Sprint(e))
			}
		}()
		for i, o := range m.p.Scripts[script] {
			x := 0
			if len(o) > 1 {
				x = int(o[1].(float64))
			}
			m.do(id, o[0].(string), x, id*100+i)
		}
	}()
}

func (m *machine) do(id int, operation string, x, value int) {
	switch operation {
	case "send":
		m.channels[x] <- value
	case "receive":
		v, ok := <-m.channels[x]
		m.log(id, fmt.Sprint(operation, " ", v, " ", ok))
		return
	case "trySend":
		select {
		case m.channels[x] <- value:
		default:
			m.log(id, "full")
			return
		}
	case "tryReceive":
		select {
		case v, ok := <-m.channels[x]:
			m.log(id, fmt.Sprint(operation, " ", v, " ", ok))
		default:
			m.log(id, "empty")
		}
		return
	case "selectReceive":
		select {
		case v, ok := <-m.channels[x]:
			m.log(id, fmt.Sprint(operation, " ", v, " ", ok))
		case <-m.never:
		}
		return
	case "selectSend":
		select {
		case m.channels[x] <- value:
		case <-m.never:
		}
	case "close":
		if m.closed[x] {
			return
		}
		m.closed[x] = true
		close(m.channels[x])
	case "gosched":
		runtime.Gosched()
	case "lock":
		m.mutexes[x].Lock()
	case "unlock":
		m.mutexes[x].Unlock()
	case "tryLock":
		if !m.mutexes[x].TryLock() {
			m.log(id, "locked")
			return
		}
		runtime.Gosched()
		m.mutexes[x].Unlock()
	case "rLock":
		m.rw[x].RLock()
	case "rUnlock":
		m.rw[x].RUnlock()
	case "wLock":
		m.rw[x].Lock()
	case "wUnlock":
		m.rw[x].Unlock()
	case "go":
		m.start(x)
	case "once":
		m.once[x].Do(func() {
			runtime.Gosched()
			m.log(id, "first")
		})
	case "done":
		<-m.contexts[x].Done()
	case "cancel":
		m.cancels[x]()
	case "err":
		m.log(id, fmt.Sprint("err ", m.contexts[x].Err()))
		return
	case "groupWait":
		m.group.Wait()
	case "groupAdd":
		m.inGroup++
		m.group.Add(1)
	case "groupDone":
		if m.inGroup == 0 {
			return
		}
		m.inGroup--
		m.group.Done()
	case "lockOSThread":
		runtime.LockOSThread()
	case "unlockOSThread":
		runtime.UnlockOSThread()
	case "condWait":
		c := m.conds[x]
		c.L.Lock()
		c.Wait()
		c.L.Unlock()
	case "signal":
		m.conds[x].Signal()
	case "broadcast":
		m.conds[x].Broadcast()
	case "goexit":
		m.log(id, operation)
		runtime.Goexit()
	}
	m.log(id, operation)
}

// settle lets start-up goroutines park and then burns turns until the tick counter of the only P is 1 modulo 61.
func settle() {
	for i := 0; i < 8; i++ {
		runtime.Gosched()
	}
	const ring = 130
	var wg sync.WaitGroup
	n, at := 0, -1
	wg.Add(ring + 1)
	for i := 0; i < ring; i++ {
		go func() { n++; wg.Done() }()
	}
	go func() { runtime.Gosched(); at = n; wg.Done() }()
	wg.Wait()
	for k := ring - at; k%61 != 0; k++ {
		runtime.Gosched()
	}
}
