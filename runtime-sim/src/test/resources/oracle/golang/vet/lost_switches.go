package main

import (
	ctxs "context"
	"fmt"
	"log"
	"os"
	"runtime"
)

func byCase(parent ctxs.Context, n int) {
	ctx, cancel := ctxs.WithCancel(parent)
	switch n {
	case 1, 2:
		cancel()
	case 3:
		fallthrough
	case 4:
		cancel()
	default:
		fmt.Println(ctx)
	}
}

func byEveryCase(parent ctxs.Context, n int) {
	ctx, cancel := ctxs.WithCancel(parent)
	switch n {
	default:
		cancel()
	case 1, 2:
		cancel()
	case 3:
		fmt.Println(ctx)
		fallthrough
	case 4:
		cancel()
	}
}

func withoutDefault(parent ctxs.Context, n int) {
	_, cancel := ctxs.WithCancel(parent)
	switch {
	case n > 0:
		cancel()
	case n < 0:
		cancel()
	}
}

func byType(parent ctxs.Context, x any) string {
	_, cancel := ctxs.WithCancel(parent)
	switch y := x.(type) {
	case int, uint:
		cancel()
		return fmt.Sprint(y)
	case string:
		if y == "" {
			break
		}
		cancel()
		return y
	default:
		cancel()
	}
	return ""
}

func bySelect(parent ctxs.Context, a, b chan int) int {
	_, cancel := ctxs.WithCancel(parent)
	select {
	case n := <-a:
		return n
	case b <- 1:
		cancel()
	}
	return 0
}

func bySelectWithDefault(parent ctxs.Context, a chan int) int {
	_, cancel := ctxs.WithCancel(parent)
	select {
	case <-a:
		cancel()
	default:
		cancel()
	}
	return 0
}

func emptySelect(parent ctxs.Context) {
	_, cancel := ctxs.WithCancel(parent)
	if parent != nil {
		select {}
	}
	cancel()
}

func jumps(parent ctxs.Context, n int) {
	_, cancel := ctxs.WithCancel(parent)
	if n > 0 {
		goto end
	}
	cancel()
	return
end:
	fmt.Println(n)
}

func jumpsBack(parent ctxs.Context, n int) {
again:
	_, cancel := ctxs.WithCancel(parent)
	if n > 0 {
		n--
		goto again
	}
	cancel()
}

func die() { os.Exit(1) }

func dieOrNot(n int) {
	if n > 0 {
		die()
	}
}

func circle(n int) {
	if n > 0 {
		square(n)
	}
	panic(n)
}

func square(n int) { circle(n) }

type service struct{}

func (service) stop() { log.Fatal("stop") }

func generic[T any](x T) { log.Panicln(x) }

type stopper interface{ stop() }

func deaths(parent ctxs.Context, n int, s service, i stopper) {
	_, cancel := ctxs.WithCancel(parent)
	switch n {
	case 0:
		panic("dead")
	case 1:
		os.Exit(2)
	case 2:
		log.Fatalf("x")
	case 3:
		runtime.Goexit()
	case 4:
		die()
	case 5:
		circle(1)
	case 6:
		s.stop()
	case 7:
		generic(1)
	case 8:
		log.New(os.Stderr, "", 0).Panic("x")
	case 9:
		(panic)("in parentheses")
	case 10:
		log.Default().Fatalln()
	default:
		cancel()
	}
}

func mayLive(parent ctxs.Context, n int, i stopper) {
	_, cancel := ctxs.WithCancel(parent)
	if n > 0 {
		i.stop()
	} else {
		cancel()
	}
}

func mayLiveToo(parent ctxs.Context, n int) {
	_, cancel := ctxs.WithCancel(parent)
	if n > 0 {
		dieOrNot(n)
	} else {
		cancel()
	}
}

func recovers(n int) {
	defer func() { _ = recover() }()
	panic(n)
}

func recovered(parent ctxs.Context, n int) {
	_, cancel := ctxs.WithCancel(parent)
	if n > 0 {
		recovers(n)
		return
	}
	cancel()
}

func asArgument(parent ctxs.Context) {
	take := func(ctx ctxs.Context, f ctxs.CancelFunc) (int, int) { f(); return 1, 2 }
	_, n := take(ctxs.WithCancel(parent))
	_ = n
}

func both(parent ctxs.Context) {
	a, first := ctxs.WithCancel(parent)
	b, second := ctxs.WithTimeoutCause(a, 1, nil)
	for ; b.Err() == nil; b = a {
		if b == nil {
			first()
			second()
			return
		}
	}
	switch second(); {
	case a == nil:
		return
	}
}

func main() {}
