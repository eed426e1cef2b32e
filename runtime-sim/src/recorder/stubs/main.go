// Command stubs records what packages of Go's standard library declare: types, signatures, constants, methods, and what the
// compiler notes about parameters and inlining. It holds facts about signatures, no source.
//
//	go run . packages.txt > ../../main/resources/dev/gopherscope/golang/stub/std.stubs.gz
//
// The output depends only on the toolchain and the list. Format: see the reader, dev.gopherscope.golang.stub.StubReader.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"go/build"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

type buffer struct{ bytes.Buffer }

func (b *buffer) num(n int) { b.Write(binary.AppendUvarint(nil, uint64(n))) }

func (b *buffer) flag(f bool) {
	if f {
		b.num(1)
	} else {
		b.num(0)
	}
}

type recorder struct {
	fset    *token.FileSet
	notes   map[string]*note
	strings map[string]int
	strlist []string
	pkgs    map[*types.Package]int
	pkglist []*types.Package
	listed  map[*types.Package]bool
	types   map[types.Type]int
	records []*buffer
	tparams map[*types.TypeParam]int
	tplist  []*types.TypeParam
	objects map[*types.TypeName]bool // types to record in packages that are not listed
	queue   []*types.TypeName
}

// note is what the compiler said at a position.
type note struct {
	leaks  []string // of a parameter
	safe   bool     // parameter does not escape
	inline string   // of a function: cost
}

func main() {
	list, err := os.ReadFile(os.Args[1])
	check(err)
	paths := strings.Fields(string(list))
	build.Default.CgoEnabled = false
	r := &recorder{
		fset: token.NewFileSet(), notes: map[string]*note{}, strings: map[string]int{}, pkgs: map[*types.Package]int{},
		listed: map[*types.Package]bool{}, types: map[types.Type]int{}, tparams: map[*types.TypeParam]int{},
		objects: map[*types.TypeName]bool{},
	}
	r.compilerNotes(paths)
	imp := importer.ForCompiler(r.fset, "source", nil)
	var pkgs []*types.Package
	for _, p := range paths {
		pkg, err := imp.Import(p)
		check(err)
		pkgs = append(pkgs, pkg)
		r.listed[pkg] = true
		r.pkg(pkg)
	}
	w := gzip.NewWriter(os.Stdout)
	w.Write(r.record(pkgs))
	check(w.Close())
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// compilerNotes asks the compiler with -m=2 and keeps what it says by package, file, line and column.
func (r *recorder) compilerNotes(paths []string) {
	args := append([]string{"build", "-gcflags=all=-m=2 -d=escapemutationscalls=1"}, paths...)
	c := exec.Command("go", args...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOARCH=amd64", "GOOS=linux")
	out, err := c.CombinedOutput()
	if err != nil {
		os.Stderr.Write(out[max(0, len(out)-2000):])
		check(err)
	}
	pkg := ""
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "# "); ok {
			pkg = name
			continue
		}
		parts := strings.SplitN(line, ":", 4)
		if len(parts) < 4 {
			continue
		}
		key := pkg + "/" + filepath.Base(parts[0]) + ":" + parts[1] + ":" + parts[2]
		msg := strings.TrimSpace(parts[3])
		n := r.notes[key]
		if n == nil {
			n = &note{}
		}
		switch {
		case strings.HasPrefix(msg, "can inline "):
			if _, rest, ok := strings.Cut(msg, " with cost "); ok {
				n.inline, _, _ = strings.Cut(rest, " ")
			}
		case strings.HasPrefix(msg, "parameter ") && strings.Contains(msg, " leaks to ") && strings.Contains(msg, " with derefs="):
			_, rest, _ := strings.Cut(msg, " leaks to ")
			dst, rest, _ := strings.Cut(rest, " ")
			_, derefs, _ := strings.Cut(rest, " with derefs=")
			derefs = strings.TrimSuffix(derefs, ":")
			if dst == "{heap}" {
				n.leaks = append(n.leaks, "heap="+derefs)
			}
		case strings.HasPrefix(msg, "leaking param: ") && strings.Contains(msg, " to result "):
			_, rest, _ := strings.Cut(msg, " to result ")
			dst, level, _ := strings.Cut(rest, " level=")
			n.leaks = append(n.leaks, dst+"="+level)
		case strings.HasPrefix(msg, "leaking param content: "):
			n.leaks = append(n.leaks, "content")
		case strings.HasPrefix(msg, "leaking param: "):
			n.leaks = append(n.leaks, "heap=0")
		case strings.HasPrefix(msg, "mutates param: "):
			_, d, _ := strings.Cut(msg, " derefs=")
			n.leaks = append(n.leaks, "mutator="+d)
		case strings.HasPrefix(msg, "calls param: "):
			_, d, _ := strings.Cut(msg, " derefs=")
			n.leaks = append(n.leaks, "callee="+d)
		case strings.HasSuffix(msg, " does not escape, mutate, or call"), strings.HasSuffix(msg, " does not escape"):
			n.safe = true
		default:
			continue
		}
		r.notes[key] = n
	}
}

func (r *recorder) noteAt(pkg *types.Package, pos token.Pos) *note {
	if pkg == nil || !pos.IsValid() {
		return nil
	}
	p := r.fset.Position(pos)
	return r.notes[fmt.Sprintf("%s/%s:%d:%d", pkg.Path(), filepath.Base(p.Filename), p.Line, p.Column)]
}

func (r *recorder) str(s string) int {
	i, ok := r.strings[s]
	if !ok {
		i = len(r.strlist)
		r.strings[s] = i
		r.strlist = append(r.strlist, s)
	}
	return i
}

// pkg numbers packages from 1; 0 is none.
func (r *recorder) pkg(p *types.Package) int {
	if p == nil {
		return 0
	}
	i, ok := r.pkgs[p]
	if !ok {
		r.pkglist = append(r.pkglist, p)
		i = len(r.pkglist)
		r.pkgs[p] = i
	}
	return i
}

const (
	tUniverse = iota
	tNamed
	tInstance
	tPointer
	tSlice
	tArray
	tMap
	tChan
	tStruct
	tSignature
	tInterface
	tUnion
	tTypeParam
)

func (r *recorder) typ(t types.Type) int {
	if i, ok := r.types[t]; ok {
		return i
	}
	i := len(r.records)
	r.types[t] = i
	b := &buffer{}
	r.records = append(r.records, b)
	switch t := t.(type) {
	case *types.Basic:
		b.num(tUniverse)
		b.num(r.str(t.Name()))
	case *types.Named:
		r.name(b, t.Obj(), t.Origin(), t.TypeArgs())
	case *types.Alias:
		r.name(b, t.Obj(), t.Origin(), t.TypeArgs())
	case *types.Pointer:
		b.num(tPointer)
		b.num(r.typ(t.Elem()))
	case *types.Slice:
		b.num(tSlice)
		b.num(r.typ(t.Elem()))
	case *types.Array:
		b.num(tArray)
		b.num(int(t.Len()))
		b.num(r.typ(t.Elem()))
	case *types.Map:
		b.num(tMap)
		b.num(r.typ(t.Key()))
		b.num(r.typ(t.Elem()))
	case *types.Chan:
		b.num(tChan)
		b.num(int(t.Dir()))
		b.num(r.typ(t.Elem()))
	case *types.Struct:
		b.num(tStruct)
		b.num(t.NumFields())
		for j := range t.NumFields() {
			f := t.Field(j)
			b.num(r.pkg(f.Pkg()))
			b.num(r.str(f.Name()))
			b.num(r.typ(f.Type()))
			b.flag(f.Embedded())
			b.num(r.str(t.Tag(j)))
		}
	case *types.Signature:
		b.num(tSignature)
		r.tparamList(b, t.TypeParams())
		r.tuple(b, t.Params())
		r.tuple(b, t.Results())
		b.flag(t.Variadic())
	case *types.Interface:
		b.num(tInterface)
		b.flag(t.IsImplicit())
		b.num(t.NumExplicitMethods())
		for j := range t.NumExplicitMethods() {
			m := t.ExplicitMethod(j)
			b.num(r.pkg(m.Pkg()))
			b.num(r.str(m.Name()))
			b.num(r.typ(m.Type()))
		}
		b.num(t.NumEmbeddeds())
		for j := range t.NumEmbeddeds() {
			b.num(r.typ(t.EmbeddedType(j)))
		}
	case *types.Union:
		b.num(tUnion)
		b.num(t.Len())
		for j := range t.Len() {
			b.flag(t.Term(j).Tilde())
			b.num(r.typ(t.Term(j).Type()))
		}
	case *types.TypeParam:
		b.num(tTypeParam)
		b.num(r.tparam(t))
	default:
		check(fmt.Errorf("type %T", t))
	}
	return i
}

func (r *recorder) name(b *buffer, obj *types.TypeName, origin types.Type, args *types.TypeList) {
	if args.Len() > 0 {
		b.num(tInstance)
		b.num(r.typ(origin))
		b.num(args.Len())
		for t := range args.Types() {
			b.num(r.typ(t))
		}
		return
	}
	if obj.Pkg() == nil {
		b.num(tUniverse)
		b.num(r.str(obj.Name()))
		return
	}
	if obj.Parent() != obj.Pkg().Scope() {
		check(fmt.Errorf("local type %s", obj))
	}
	b.num(tNamed)
	b.num(r.pkg(obj.Pkg()))
	b.num(r.str(obj.Name()))
	if !r.objects[obj] {
		r.objects[obj] = true
		r.queue = append(r.queue, obj)
	}
}

func (r *recorder) tparam(t *types.TypeParam) int {
	i, ok := r.tparams[t]
	if !ok {
		i = len(r.tplist)
		r.tparams[t] = i
		r.tplist = append(r.tplist, t)
	}
	return i
}

func (r *recorder) tparamList(b *buffer, l *types.TypeParamList) {
	b.num(l.Len())
	for t := range l.TypeParams() {
		b.num(r.tparam(t))
	}
}

func (r *recorder) tuple(b *buffer, t *types.Tuple) {
	b.num(t.Len())
	for v := range t.Variables() {
		b.num(r.str(v.Name()))
		b.num(r.typ(v.Type()))
	}
}

// escape gives one entry per receiver and parameter: "" does not escape, "?" is not known, otherwise leaks with a space between.
func (r *recorder) escape(f *types.Func) string {
	sig := f.Signature()
	var out []string
	add := func(v *types.Var) {
		n := r.noteAt(f.Pkg(), v.Pos())
		switch {
		case v.Name() == "" || v.Name() == "_":
			out = append(out, "")
		case n == nil:
			out = append(out, "?")
		default:
			l := slices.Clone(n.leaks)
			if slices.ContainsFunc(l, func(s string) bool { return strings.HasPrefix(s, "heap=") }) {
				l = slices.DeleteFunc(l, func(s string) bool { return s == "content" })
			}
			slices.Sort(l)
			out = append(out, strings.Join(slices.Compact(l), " "))
		}
	}
	if v := sig.Recv(); v != nil {
		add(v)
	}
	for v := range sig.Params().Variables() {
		add(v)
	}
	if len(strings.Trim(strings.Join(out, ""), "?")) == 0 {
		return strings.Join(slices.Compact(out), "")
	}
	return strings.Join(out, ",")
}

func (r *recorder) function(b *buffer, f *types.Func) {
	b.num(r.str(r.escape(f)))
	inline := ""
	if n := r.noteAt(f.Pkg(), f.Pos()); n != nil {
		inline = n.inline
	}
	b.num(r.str(inline))
}

func (r *recorder) constant(b *buffer, v constant.Value) {
	b.num(int(v.Kind()))
	switch v.Kind() {
	case constant.String:
		b.num(r.str(constant.StringVal(v)))
	case constant.Complex:
		r.constant(b, constant.Real(v))
		r.constant(b, constant.Imag(v))
	case constant.Float:
		b.num(r.str(constant.Num(v).ExactString()))
		b.num(r.str(constant.Denom(v).ExactString()))
	default:
		b.num(r.str(v.ExactString()))
	}
}

func (r *recorder) object(b *buffer, obj types.Object) {
	b.num(r.str(obj.Name()))
	switch o := obj.(type) {
	case *types.Const:
		b.num(0)
		b.num(r.typ(o.Type()))
		r.constant(b, o.Val())
	case *types.Var:
		b.num(1)
		b.num(r.typ(o.Type()))
	case *types.Func:
		b.num(2)
		b.num(r.typ(o.Type()))
		r.function(b, o)
	case *types.TypeName:
		if a, ok := o.Type().(*types.Alias); ok {
			b.num(3)
			r.tparamList(b, a.TypeParams())
			b.num(r.typ(a.Rhs()))
			return
		}
		n := o.Type().(*types.Named)
		b.num(4)
		r.tparamList(b, n.TypeParams())
		b.num(r.typ(n.Underlying()))
		var methods []*types.Func
		for m := range n.Methods() {
			if m.Exported() || r.listed[o.Pkg()] {
				methods = append(methods, m)
			}
		}
		if !r.listed[o.Pkg()] && !o.Exported() {
			methods = nil
		}
		b.num(len(methods))
		for _, m := range methods {
			sig := m.Signature()
			_, ptr := sig.Recv().Type().(*types.Pointer)
			b.num(r.str(m.Name()))
			b.flag(ptr)
			b.num(r.str(sig.Recv().Name()))
			if !m.Exported() {
				// Only its name counts outside the package.
				b.num(0)
				continue
			}
			b.num(1)
			r.tparamList(b, sig.RecvTypeParams())
			b.num(r.typ(types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())))
			r.function(b, m)
		}
	}
}

func (r *recorder) record(pkgs []*types.Package) []byte {
	objects := map[*types.Package][]*buffer{}
	for _, p := range pkgs {
		for _, name := range p.Scope().Names() {
			obj := p.Scope().Lookup(name)
			if obj.Exported() {
				if t, ok := obj.(*types.TypeName); ok {
					r.objects[t] = true
				}
				b := &buffer{}
				r.object(b, obj)
				objects[p] = append(objects[p], b)
			}
		}
	}
	bounds := map[int]int{}
	for len(r.queue) > 0 || len(bounds) < len(r.tplist) {
		for i := len(bounds); i < len(r.tplist); i++ {
			bounds[i] = r.typ(r.tplist[i].Constraint())
		}
		if len(r.queue) > 0 {
			t := r.queue[0]
			r.queue = r.queue[1:]
			if r.listed[t.Pkg()] && t.Exported() {
				continue
			}
			b := &buffer{}
			r.object(b, t)
			objects[t.Pkg()] = append(objects[t.Pkg()], b)
		}
	}
	var body buffer
	body.num(len(r.pkglist))
	for _, p := range slices.Clone(r.pkglist) {
		body.num(r.str(p.Path()))
		body.num(r.str(p.Name()))
		body.flag(r.listed[p])
		imports := slices.Clone(p.Imports())
		imports = slices.DeleteFunc(imports, func(q *types.Package) bool { return r.pkgs[q] == 0 })
		slices.SortFunc(imports, func(a, b *types.Package) int { return cmp.Compare(a.Path(), b.Path()) })
		body.num(len(imports))
		for _, q := range imports {
			body.num(r.pkg(q))
		}
		body.num(len(objects[p]))
		for _, o := range objects[p] {
			body.num(o.Len())
			body.Write(o.Bytes())
		}
	}
	body.num(len(r.tplist))
	for i, t := range r.tplist {
		body.num(r.pkg(t.Obj().Pkg()))
		body.num(r.str(t.Obj().Name()))
		body.num(bounds[i])
	}
	body.num(len(r.records))
	for _, t := range r.records {
		body.num(t.Len())
		body.Write(t.Bytes())
	}
	std, err := exec.Command("go", "list", "std").Output()
	check(err)
	var names []string
	for _, n := range strings.Fields(string(std)) {
		if !strings.Contains(n, "internal/") && !strings.HasPrefix(n, "vendor/") && !strings.HasPrefix(n, "cmd/") {
			names = append(names, n)
		}
	}
	body.num(r.str(strings.Join(names, " ")))
	var out buffer
	out.WriteString("GOSTUBS1")
	version := r.str(runtime.Version())
	out.num(len(r.strlist))
	for _, s := range r.strlist {
		out.num(len(s))
		out.WriteString(s)
	}
	out.num(version)
	out.Write(body.Bytes())
	return out.Bytes()
}
