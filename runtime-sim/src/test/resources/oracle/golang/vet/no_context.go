package main

type maker struct{}

func (maker) WithCancel(n int) (int, func()) { return n, func() {} }

func main() {
	var context maker
	n, _ := context.WithCancel(1)
	_ = n
}
