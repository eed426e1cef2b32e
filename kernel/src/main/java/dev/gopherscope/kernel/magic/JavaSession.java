package dev.gopherscope.kernel.magic;

import dev.gopherscope.kernel.protocol.Interpreter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An interpreter of Java cells, with what magics do to its state. May be called by any thread; waits for a compilation to end. */
public interface JavaSession extends Interpreter {

    /**
     * A variable that cells declared.
     *
     * @param name as declared
     * @param type as declared, or as inferred for {@code var}
     */
    record Variable(String name, String type) {}

    /** All variables, in the order of their declaration; without unnamed results. */
    List<Variable> variables();

    /** The value of a variable, null also if there is none of that name. */
    @Nullable
    Object value(String variable);

    /** The names that cells declared: variables, methods, types. Overloaded methods count once. */
    List<String> declared();

    /** Forgets declarations by name and lets go of their values. Returns the names that were forgotten. */
    List<String> drop(Predicate<String> name);

    /** How many platform threads a running cell has, its own among them; 0 if it does not run. */
    int threads(Cell cell);

    /** Forgets all declarations and imports; the imports that each kernel begins with stay. Loaded jars stay too. */
    void reset();

    /** Lets cells see the classes of jars and folders, behind those that they see already. */
    void addToClasspath(List<Path> entries);

    /** What cells loaded, in order; without what they see of the kernel itself. */
    List<Path> classpath();

    /** Loads the classes of cells and of their jars. */
    ClassLoader loader();
}
