package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.ExprPrinter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages with types, operands, objects and expressions in the places of {@code %s}. Follows {@code types2/format.go}. */
final class Format {
    private Format() {}

    static String sprintf(@Nullable Function<Package, String> qualifier, String format, @Nullable Object... args) {
        StringBuilder out = new StringBuilder();
        int arg = 0;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            char verb = format.charAt(++i);
            switch (verb) {
                case '%' -> out.append('%');
                case 'q' -> out.append(Literals.quote(Literals.bytes(text(qualifier, args[arg++]))));
                case 's', 'd', 'v' -> out.append(text(qualifier, args[arg++]));
                default -> throw new IllegalArgumentException(format);
            }
        }
        return out.toString();
    }

    private static String text(@Nullable Function<Package, String> qualifier, @Nullable Object arg) {
        return switch (arg) {
            case null -> "<nil>";
            case Operand x -> x.describe(qualifier);
            case Expr x -> ExprPrinter.toString(x);
            case Type t -> TypeWriter.toString(t, qualifier);
            case Obj o -> ObjWriter.toString(o, qualifier);
            // Terms show the paths of packages, as in Go, where they know nothing of the checker.
            case Term t -> t.toString();
            case TermList l -> {
                if (l.isEmpty()) {
                    yield "∅";
                }
                yield String.join(" | ", l.terms().stream().map(Term::toString).toList());
            }
            case List<?> list ->
                "["
                        + String.join(
                                ", ", list.stream().map(x -> text(qualifier, x)).toList()) + "]";
            default -> arg.toString();
        };
    }
}
