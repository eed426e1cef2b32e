package main
type P struct{ x, y int }
var sink any
func newP() *P { return &P{} }
func leak(p *P) *P { return p }
func box(x int) { sink = x }
func inc() func() int { n := 0; return func() int { n++; return n } }
func big() byte { var a [200 << 10]byte; return a[0] }
func late(n int) int { s := make([]int, n); return len(s) }
func send(c chan *P) { p := P{1, 2}; c <- &p }
func main() {}
