package dev.gopherscope.golang.types;

import java.util.List;

/** {@code struct{fields}}. */
public final class Struct implements Type {
    List<Var> fields;
    /** Empty, or parallel to the fields with "" for those without a tag. */
    List<String> tags;

    public Struct(List<Var> fields, List<String> tags) {
        this.fields = fields;
        this.tags = tags;
    }

    public List<Var> fields() {
        return fields;
    }

    public String tag(int field) {
        return field < tags.size() ? tags.get(field) : "";
    }

    @Override
    public Type underlying() {
        return this;
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
