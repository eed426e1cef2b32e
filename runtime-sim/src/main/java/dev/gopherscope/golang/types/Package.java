package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Go package: path, name and the scope with its objects. */
public final class Package {
    private final String path;
    private String name;
    private final Scope scope;
    private List<Package> imports = new ArrayList<>();
    boolean fake;
    boolean complete;
    String goVersion = "";

    public Package(String path, String name) {
        this.path = path;
        this.name = name;
        this.scope = new Scope(Universe.SCOPE, Pos.NONE, Pos.NONE);
    }

    static boolean same(@Nullable Package a, @Nullable Package b) {
        return a == b || a != null && b != null && a.path.equals(b.path);
    }

    public String path() {
        return path;
    }

    public String name() {
        return name;
    }

    void setName(String name) {
        this.name = name;
    }

    public Scope scope() {
        return scope;
    }

    public List<Package> imports() {
        return imports;
    }

    public void setImports(List<Package> list) {
        imports = list;
    }

    public void markComplete() {
        complete = true;
    }

    @Override
    public String toString() {
        return "package " + name + " (\"" + path + "\")";
    }
}
