package main

import "context"

type maker struct{}

func (maker) WithCancel(n int) (int, func()) { return n, func() {} }

func f(parent context.Context) {
	{
		var context maker
		_, _ = context.WithCancel(1)
	}
	ctx, cancel := context.WithCancel(parent)
	defer func() {
		if ctx.Err() == nil {
			cancel()
		}
	}()
	for i := range 3 {
		_, stop := context.WithCancel(ctx)
		if i == 1 {
			continue
		}
		stop()
	}
}

func main() { f(nil) }
