package dev.gopherscope.golang.syntax;

import java.util.List;

/** A parsed file. A file with syntax errors has what could be recovered. */
public final class SourceFile extends Node {
    public final String name;
    public final Expr.Name packageName;
    public final List<Decl> decls;
    /** The end of the text. */
    public final Pos eof;
    /** {@code go1.N} of a {@code //go:build} line before the package clause, or empty. */
    public final String goVersion;
    /** {@code //go:} and {@code //export} directives in the order of the text. */
    public final List<Pragma> pragmas;

    public SourceFile(
            Pos pos,
            String name,
            Expr.Name packageName,
            List<Decl> decls,
            Pos eof,
            String goVersion,
            List<Pragma> pragmas) {
        super(pos);
        this.name = name;
        this.packageName = packageName;
        this.decls = decls;
        this.eof = eof;
        this.goVersion = goVersion;
        this.pragmas = pragmas;
    }
}
