package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error that is being put together: a message and perhaps other places. Follows {@code types2/errors.go}. */
final class ErrorReport {
    private record Part(Pos pos, String text) {}

    private final Checker check;
    private final List<Part> parts = new ArrayList<>();
    private boolean soft;

    ErrorReport(Checker check) {
        this.check = check;
    }

    ErrorReport soft() {
        soft = true;
        return this;
    }

    ErrorReport add(Pos pos, String format, @Nullable Object... args) {
        parts.add(new Part(pos, check.sprintf(format, args)));
        return this;
    }

    ErrorReport add(Node node, String format, @Nullable Object... args) {
        return add(Positions.start(node), format, args);
    }

    ErrorReport otherDeclaration(Obj obj) {
        if (obj.pos().isKnown()) {
            add(obj.pos(), "other declaration of %s", obj.name());
        }
        return this;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    Pos pos() {
        return parts.getFirst().pos;
    }

    String message() {
        StringBuilder message = new StringBuilder(parts.getFirst().text);
        for (Part p : parts.subList(1, parts.size())) {
            message.append("\n\t");
            if (p.pos.isKnown()) {
                message.append(p.pos).append(": ");
            }
            message.append(p.text);
        }
        return message.toString();
    }

    void report() {
        String first = parts.getFirst().text;
        // Errors that follow from earlier ones are left out: their first line speaks of something invalid.
        if (check.hasErrors() && (first.indexOf("invalid operand") > 0 || first.indexOf("invalid type") > 0)) {
            return;
        }
        check.handle(new Diagnostic(pos(), message(), soft));
    }
}
