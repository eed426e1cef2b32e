package dev.gopherscope.kernel.engine;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The local variables and parameters that are in scope at the end of unfinished code, which JShell's completion does not
 * know. Only the parser is asked: it makes a tree of half a statement too.
 */
final class Locals {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private Locals() {}

    /** Their names, the outermost first. */
    static Set<String> atEnd(String code) {
        var names = new LinkedHashSet<String>();
        if (COMPILER != null) {
            // The code may be statements, or the members of a class.
            collect("class A { void m() {\n", code, names);
            if (names.isEmpty()) {
                collect("class A {\n", code, names);
            }
        }
        return names;
    }

    private static void collect(String before, String code, Set<String> names) {
        String text = before + code;
        var source = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var task = (JavacTask)
                COMPILER.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(source));
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) {
                new TreeScanner<@Nullable Void, @Nullable Void>() {

                    /** Whether the end of the code lies in the tree: then it ends there, or has no end. */
                    private boolean open(Tree tree) {
                        long end = positions.getEndPosition(unit, tree);
                        return end < 0 || end >= text.stripTrailing().length();
                    }

                    @Override
                    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void p) {
                        boolean scope = tree instanceof BlockTree
                                || tree instanceof MethodTree
                                || tree instanceof LambdaExpressionTree
                                || tree instanceof ForLoopTree
                                || tree instanceof EnhancedForLoopTree
                                || tree instanceof TryTree
                                || tree instanceof CaseTree
                                || tree instanceof ClassTree;
                        return tree == null || scope && !open(tree) ? null : super.scan(tree, p);
                    }

                    @Override
                    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void p) {
                        String name = tree.getName().toString();
                        if (!name.isEmpty() && !name.equals("<error>")) {
                            names.add(name);
                        }
                        return super.visitVariable(tree, p);
                    }
                }.scan(unit, null);
            }
        } catch (IOException | IllegalStateException e) {
            // No names, then.
            return;
        }
    }
}
