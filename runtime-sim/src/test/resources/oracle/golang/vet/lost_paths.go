package main

import (
	"context"
	"errors"
	"time"
)

func work(ctx context.Context) error { return ctx.Err() }

func discarded(parent context.Context) error {
	ctx, _ := context.WithTimeout(parent, time.Second)
	return work(ctx)
}

func discardedOfEach(parent context.Context) {
	_, _ = context.WithCancel(parent)
	_, _ = context.WithCancelCause(parent)
	_, _ = context.WithDeadline(parent, time.Time{})
	_, _ = context.WithDeadlineCause(parent, time.Time{}, errors.New("late"))
	_, _ = context.WithTimeoutCause(parent, 1, errors.New("late"))
}

func deferred(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	return work(ctx)
}

func earlyReturn(parent context.Context, n int) error {
	ctx, cancel := context.WithCancel(parent)
	if n < 0 {
		return errors.New("negative")
	}
	defer cancel()
	return work(ctx)
}

func oneBranchOnly(parent context.Context, n int) error {
	var ctx, cancel = context.WithCancel(parent)
	if n > 0 {
		cancel()
	}
	return work(ctx)
}

func bothBranches(parent context.Context, n int) error {
	ctx, cancel := context.WithCancel(parent)
	if n > 0 {
		cancel()
	} else {
		cancel()
	}
	return work(ctx)
}

func fallsOffTheEnd(parent context.Context, n int) {
	ctx, cancel := context.WithCancel(parent)
	for i := 0; i < n; i++ {
		if work(ctx) != nil {
			cancel()
			return
		}
	}
}

func endless(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	for {
		if work(ctx) != nil {
			cancel()
			return
		}
	}
}

func endlessWithBreak(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
outer:
	for {
		for {
			if work(ctx) != nil {
				break outer
			}
			if ctx.Value(1) != nil {
				continue outer
			}
		}
	}
	_ = func() { cancel() }
}

func brokenOut(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
outer:
	for {
		for {
			if work(ctx) != nil {
				break outer
			}
			cancel()
		}
	}
}

func ranged(parent context.Context, list []int) {
	ctx, cancel := context.WithCancel(parent)
	for range list {
		_ = work(ctx)
		cancel()
	}
}

func named(parent context.Context) (ctx context.Context, cancel context.CancelFunc) {
	ctx, cancel = context.WithCancel(parent)
	return
}

func namedButOther(parent context.Context) (ctx context.Context, err error) {
	ctx, cancel := context.WithCancel(parent)
	if ctx.Err() != nil {
		cancel()
	}
	return
}

func returned(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	return ctx, cancel
}

func inside(parent context.Context) func() {
	return func() {
		ctx, cancel := context.WithCancel(parent)
		go work(ctx)
		if parent.Err() != nil {
			cancel()
		}
	}
}

var global context.CancelFunc

func ofOutside(parent context.Context) {
	var ctx context.Context
	ctx, global = context.WithCancel(parent)
	_ = work(ctx)
}

func ofOutsideInside(parent context.Context) {
	var ctx context.Context
	var cancel context.CancelFunc
	func() {
		ctx, cancel = context.WithCancel(parent)
		_ = work(ctx)
	}()
	cancel()
}

func twice(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	ctx, cancel = context.WithTimeout(ctx, 1)
	if work(ctx) == nil {
		cancel()
	}
}

type keeper struct{ cancel func() }

func kept(parent context.Context, k *keeper) {
	_, k.cancel = context.WithCancel(parent)
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	_ = work(ctx)
	if len(ctx.Err().Error()) > 0 {
		cancel()
	}
	func() {
		inner, stop := context.WithCancel(ctx)
		if inner == nil {
			stop()
		}
	}()
	next, _ := context.WithCancel(ctx)
	_ = next
}
