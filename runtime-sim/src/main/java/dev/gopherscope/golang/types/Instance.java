package dev.gopherscope.golang.types;

import java.util.List;

/** Where a generic name is used: its type arguments, inferred ones included, and the type that results. */
public record Instance(List<Type> typeArgs, Type type) {}
