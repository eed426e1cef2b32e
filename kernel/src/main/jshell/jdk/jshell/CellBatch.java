package jdk.jshell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.tree.JCTree;
import dev.gopherscope.kernel.engine.CellBatches;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TaskFactory.BaseTask;
import jdk.jshell.TaskFactory.ParseTask;
import jdk.jshell.TypePrinter.AnonymousTypeKind;
import jdk.jshell.Wrap.CompoundWrap;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.UserException;

/**
 * Compiles as many snippets of a cell as can go together into one class, with one call of the compiler where JShell's own
 * {@code eval} makes two to six for each of them. It lives in JShell's package, since JShell's interface has no such thing:
 * the kernel defines it there at its start, and does without it where the JDK does not open the package.
 *
 * <p>No start cache holds a class that is defined at run time, and each lambda costs a cold JVM milliseconds: what a first cell
 * comes through is written in loops.
 *
 * <p>A batch changes nothing until it is committed. What it can't do, or what does not compile, it leaves to {@code eval},
 * which says what is wrong.
 */
final class CellBatch implements CellBatches {

    private static final String RUN = Util.DOIT_METHOD_NAME;
    private static final String RESULT = "java.lang.Object";
    private static final String COUNTER = "do_at$";

    /** What ends a line between wraps. JShell counts no line feed that a text begins with. */
    private static final String END = " \n";

    /** Methods that were found to return nothing: their calls are not tried as values first. */
    private final Set<String> voidMethods = new HashSet<>(Set.of("println", "print", "forEach", "sleep", "await", "join"));

    private final JShell state;
    private final MethodHandle methods;
    private final MethodHandle classes;
    private final MethodHandle imports;
    private final MethodHandle exceptions;
    private final Map<String, OuterSnippetsClassWrap> outers;
    private final Map<String, ?> classFiles;
    private final Map<String, ?> tracked;
    private final Map<String, Key> keys;
    private int number;

    @SuppressWarnings("unchecked")
    CellBatch(JShell state) throws ReflectiveOperationException {
        this.state = state;
        MethodHandles.Lookup eval = MethodHandles.privateLookupIn(Eval.class, MethodHandles.lookup());
        methods = eval.findVirtual(
                        Eval.class,
                        "processMethod",
                        MethodType.methodType(List.class, String.class, Tree.class, String.class, ParseTask.class))
                .bindTo(state.eval);
        classes = eval.findVirtual(
                        Eval.class,
                        "processClass",
                        MethodType.methodType(
                                List.class, String.class, Tree.class, String.class, SubKind.class, ParseTask.class))
                .bindTo(state.eval);
        imports = eval.findVirtual(
                        Eval.class, "processImport", MethodType.methodType(List.class, String.class, String.class))
                .bindTo(state.eval);
        exceptions = eval.findVirtual(
                        Eval.class, "asEvalException", MethodType.methodType(EvalException.class, UserException.class))
                .bindTo(state.eval);
        outers = (Map<String, OuterSnippetsClassWrap>) field(OuterWrapMap.class, "classOuters", state.outerMap);
        classFiles = (Map<String, ?>)
                field(MemoryFileManager.class, "classObjects", state.taskFactory.fileManager());
        keys = (Map<String, Key>) field(KeyMap.class, "classMap", state.keyMap);
        tracked = (Map<String, ?>) field(ClassTracker.class, "map", state.classTracker);
    }

    private static Object field(Class<?> owner, String name, Object holder) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        return lookup.unreflectVarHandle(owner.getDeclaredField(name)).get(holder);
    }

    /** One variable, method, class, import, statement or expression of a batch. */
    private static final class Piece {
        final int fragment;
        final Snippet snippet;
        /** What stands in the class body; null for statements. No wrap ends in a line feed, or lines would be counted wrongly. */
        Wrap member;
        /** What runs; null for methods, classes and imports. */
        Wrap code;
        /** For a variable without a type: its text, by which the compiler is asked for the type. */
        Wrap untyped;
        /** For an expression: itself, to be returned. */
        Wrap value;

        String called = "";
        final Set<String> mentioned = new HashSet<>();

        Piece(int fragment, Snippet snippet) {
            this.fragment = fragment;
            this.snippet = snippet;
        }

        String name() {
            return snippet.name() == null ? "" : snippet.name();
        }

        boolean declares() {
            return snippet instanceof PersistentSnippet;
        }

        boolean runs() {
            return code != null || untyped != null || value != null;
        }

        /** A variable whose type is still to be asked for. */
        boolean isUntyped() {
            return untyped != null && member == null;
        }
    }

    /** Thrown where a piece has to go through {@code eval}. */
    private static final class NotMergeable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotMergeable() {
            super(null, null, false, false);
        }
    }

    /** Lets JShell's module see the kernel's: only a module itself can widen what it reads. */
    private static final class Reads {
        Reads(Module kernel) {
            Reads.class.getModule().addReads(kernel);
        }
    }

    /** Compiled and loaded pieces, ready to run. */
    private final class Batch implements CellBatches.Batch {
        final int count;
        final List<Piece> pieces;
        final OuterSnippetsClassWrap outer;
        final boolean hasValue;
        /** Erased parameter types, by the place of the method among the batch's methods. */
        final Map<Integer, String> signatures = new HashMap<>();
        String valueType = RESULT;

        Batch(int count, List<Piece> pieces, OuterSnippetsClassWrap outer, boolean hasValue) {
            this.count = count;
            this.pieces = pieces;
            this.outer = outer;
            this.hasValue = hasValue;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public String className() {
            return outer.classFullName();
        }

        @Override
        public boolean runs() {
            return CellBatch.runs(pieces);
        }

        private List<Snippet> methods() {
            var methods = new ArrayList<Snippet>();
            for (Piece piece : pieces) {
                if (piece.snippet.kind() == Kind.METHOD) {
                    methods.add(piece.snippet);
                }
            }
            return methods;
        }

        @Override
        public boolean hasValue() {
            return hasValue;
        }

        @Override
        public String valueType() {
            return valueType;
        }

        @Override
        public List<Snippet> snippets(int fragment) {
            var snippets = new ArrayList<Snippet>();
            for (Piece piece : pieces) {
                if (piece.fragment == fragment) {
                    snippets.add(piece.snippet);
                }
            }
            return snippets;
        }

        @Override
        public List<Snippet> commit(int reached) {
            return CellBatch.this.commit(this, reached);
        }
    }

    private static boolean runs(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece.runs()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compiles and loads the longest beginning of the fragments that can go together.
     *
     * @return null if not even the first can; {@code eval} it
     */
    @Override
    public Batch compile(List<String> fragments) {
        var pieces = new ArrayList<Piece>();
        int count = 0;
        for (String fragment : fragments) {
            List<Piece> more = pieces(fragment, count);
            if (more == null || !fits(pieces, more)) {
                break;
            }
            pieces.addAll(more);
            count++;
        }
        while (count > 0) {
            var now = new ArrayList<Piece>();
            for (Piece piece : pieces) {
                if (piece.fragment < count) {
                    now.add(piece);
                }
            }
            int failed = count;
            if (infer(now)) {
                boolean value = !now.isEmpty() && now.getLast().value != null && now.getLast().fragment == count - 1;
                boolean asked = value && !voidMethods.contains(now.getLast().called);
                Attempt attempt = attempt(count, now, asked);
                if (attempt.batch == null && asked && !now.getLast().called.isEmpty()) {
                    Attempt second = attempt(count, now, false);
                    if (second.batch != null) {
                        voidMethods.add(now.getLast().called);
                        attempt = second;
                    }
                }
                if (attempt.batch != null) {
                    return attempt.batch;
                }
                failed = attempt.failed;
            } else {
                failed = firstUntyped(now);
            }
            count = Math.min(failed, count - 1);
        }
        forgetKeys();
        return null;
    }

    private static int firstUntyped(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece.isUntyped()) {
                return piece.fragment;
            }
        }
        throw new AssertionError("every variable has a type");
    }

    /** Whether pieces may join those before: each name once, and nothing that runs may see a later variable. */
    private static boolean fits(List<Piece> before, List<Piece> more) {
        boolean running = runs(before);
        for (Piece next : more) {
            for (Piece each : before) {
                if (next.declares()
                        && (each.snippet.key() == next.snippet.key()
                                || running && each.mentioned.contains(next.name()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The pieces of a fragment, or null if it has to go through {@code eval}. */
    private List<Piece> pieces(String userSource, int fragment) {
        String source = Util.trimEnd(new MaskCommentsAndModifiers(userSource, false).cleared());
        if (source.isEmpty()) {
            return List.of();
        }
        return state.taskFactory.parse(source, parsed -> {
            List<? extends Tree> units = parsed.units();
            if (units.isEmpty() || parsed.getDiagnostics().hasOtherThanNotStatementErrors()) {
                return null;
            }
            String bare = new MaskCommentsAndModifiers(source, true).cleared();
            try {
                return switch (units.getFirst().getKind()) {
                    case IMPORT -> List.of(declared(fragment, units.getFirst(), imports.invoke(userSource, bare)));
                    case VARIABLE -> variables(fragment, units, userSource, bare, parsed);
                    case METHOD ->
                        List.of(method(
                                fragment, units.getFirst(), methods.invoke(userSource, units.getFirst(), bare, parsed)));
                    case CLASS -> type(fragment, units.getFirst(), userSource, bare, SubKind.CLASS_SUBKIND, parsed);
                    case ENUM -> type(fragment, units.getFirst(), userSource, bare, SubKind.ENUM_SUBKIND, parsed);
                    case RECORD -> type(fragment, units.getFirst(), userSource, bare, SubKind.RECORD_SUBKIND, parsed);
                    case INTERFACE ->
                        type(fragment, units.getFirst(), userSource, bare, SubKind.INTERFACE_SUBKIND, parsed);
                    case ANNOTATION_TYPE -> null;
                    case EXPRESSION_STATEMENT ->
                        List.of(expression(
                                fragment, (ExpressionStatementTree) units.getFirst(), userSource, bare, parsed));
                    default -> List.of(statement(fragment, units.getFirst(), userSource, bare));
                };
            } catch (NotMergeable e) {
                return null;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    private Piece declared(int fragment, Tree tree, Object snippets) {
        Snippet snippet = (Snippet) ((List<?>) snippets).getFirst();
        if (snippet.kind() == Kind.ERRONEOUS || snippet.syntheticDiags().hasErrors()) {
            throw new NotMergeable();
        }
        var piece = new Piece(fragment, snippet);
        piece.mentioned.addAll(mentioned(tree));
        snippet.setId("" + snippet.key().index());
        // Others that use the name have to be compiled anew, which eval does.
        for (Snippet dependent : state.maps.getDependents(snippet)) {
            if (dependent.status().isActive() && dependent.key() != snippet.key()) {
                throw new NotMergeable();
            }
        }
        return piece;
    }

    private Piece method(int fragment, Tree tree, Object snippets) {
        Piece piece = declared(fragment, tree, snippets);
        // Overloads see each other only in one class, and eval knows how to put them there.
        boolean overloads = state.methods()
                .anyMatch(m -> m.name().equals(piece.name()) && m.status().isActive() && m.key() != piece.snippet.key());
        if (((MethodTree) tree).getBody() == null || overloads) {
            throw new NotMergeable();
        }
        piece.member = piece.snippet.guts();
        return piece;
    }

    private List<Piece> type(
            int fragment, Tree tree, String userSource, String source, SubKind kind, ParseTask parsed)
            throws Throwable {
        Piece piece = declared(fragment, tree, classes.invoke(userSource, tree, source, kind, parsed));
        piece.member = piece.snippet.guts();
        return List.of(piece);
    }

    private List<Piece> variables(
            int fragment, List<? extends Tree> units, String userSource, String source, ParseTask parsed) {
        var pieces = new ArrayList<Piece>();
        TreeDissector dissector = TreeDissector.createByFirstClass(parsed);
        for (Tree unit : units) {
            var tree = (VariableTree) unit;
            String name = tree.getName().toString();
            ExpressionTree init = tree.getInitializer();
            if (name.isEmpty() || tree.getModifiers().toString().contains("@")) {
                throw new NotMergeable();
            }
            String type = tree.getType() == null ? simpleType(init) : tree.getType().toString();
            Wrap value = init == null ? null : Wrap.rangeWrap(source, dissector.treeToRange(init));
            var references = new TreeDependencyScanner();
            if (tree.getType() != null) {
                references.scan(tree.getType());
            } else {
                references.scan(init);
            }
            SubKind kind = init == null
                    ? SubKind.VAR_DECLARATION_SUBKIND
                    : SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND;
            Wrap given = type == null
                    ? null
                    : Wrap.varWrap(
                            source,
                            Wrap.identityWrap(type),
                            "",
                            Wrap.identityWrap(name),
                            init == null ? Wrap.simpleWrap(defaultValue(type)) : value,
                            false,
                            null);
            Snippet snippet = new VarSnippet(
                    state.keyMap.keyForVariable(name),
                    userSource,
                    given == null ? Wrap.identityWrap(name) : given,
                    name,
                    name,
                    kind,
                    type == null ? RESULT : type,
                    null,
                    Set.of(),
                    references.declareReferences(),
                    null);
            Piece piece = declared(fragment, tree, List.of(snippet));
            if (type == null) {
                piece.untyped = new CompoundWrap("        var " + name + " = ", value, ";");
            } else {
                typed(piece, type, value);
            }
            pieces.add(piece);
        }
        return pieces;
    }

    private static void typed(Piece piece, String type, Wrap value) {
        String name = piece.name();
        piece.member = new CompoundWrap("    public static " + type + " ", Wrap.identityWrap(name), ";");
        piece.code = value == null
                ? new CompoundWrap("        " + name + " = ", Wrap.simpleWrap(defaultValue(type)), ";")
                : new CompoundWrap("        { " + type + " do_init$ = ", value, "; " + name + " = do_init$; }");
    }

    private static String defaultValue(String type) {
        return switch (type) {
            case "byte", "short", "int", "long", "float", "double", "char" -> "0";
            case "boolean" -> "false";
            default -> "null";
        };
    }

    /** The type of an initializer whose type can be read off it, else null. */
    private static String simpleType(Tree init) {
        return switch (init.getKind()) {
            case INT_LITERAL -> "int";
            case LONG_LITERAL -> "long";
            case DOUBLE_LITERAL -> "double";
            case FLOAT_LITERAL -> "float";
            case CHAR_LITERAL -> "char";
            case BOOLEAN_LITERAL -> "boolean";
            case STRING_LITERAL -> "java.lang.String";
            default -> null;
        };
    }

    private Piece statement(int fragment, Tree tree, String userSource, String source) {
        var scan = new Scan();
        scan.scan(tree, null);
        if (scan.returns) {
            throw new NotMergeable();
        }
        Piece piece = run(fragment, tree, userSource, source);
        // The condition keeps what follows an endless loop or a throw reachable, as the language has it for "if".
        piece.code = new CompoundWrap("        if (true) { ", Wrap.simpleWrap(source), END + "        }");
        return piece;
    }

    private Piece run(int fragment, Tree tree, String userSource, String source) {
        Snippet snippet = new StatementSnippet(state.keyMap.keyForStatement(), userSource, Wrap.methodWrap(source));
        snippet.setId("" + snippet.key().index());
        var piece = new Piece(fragment, snippet);
        piece.mentioned.addAll(mentioned(tree));
        return piece;
    }

    private Piece expression(
            int fragment, ExpressionStatementTree tree, String userSource, String source, ParseTask parsed) {
        ExpressionTree expression = tree.getExpression();
        Piece piece = run(fragment, tree, userSource, source);
        Wrap text = Wrap.rangeWrap(
                source, TreeDissector.createByFirstClass(parsed).treeToRange(expression));
        switch (expression.getKind()) {
            case METHOD_INVOCATION -> {
                Tree select = ((MethodInvocationTree) expression).getMethodSelect();
                String selected = select.toString();
                piece.called = selected.substring(selected.lastIndexOf('.') + 1);
                piece.code = new CompoundWrap("        ", text, ";");
            }
            case ASSIGNMENT, PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT, NEW_CLASS,
                    PLUS_ASSIGNMENT, MINUS_ASSIGNMENT, MULTIPLY_ASSIGNMENT, DIVIDE_ASSIGNMENT, REMAINDER_ASSIGNMENT,
                    AND_ASSIGNMENT, OR_ASSIGNMENT, XOR_ASSIGNMENT, LEFT_SHIFT_ASSIGNMENT, RIGHT_SHIFT_ASSIGNMENT,
                    UNSIGNED_RIGHT_SHIFT_ASSIGNMENT -> piece.code = new CompoundWrap("        ", text, ";");
            // Returned as an object, the branches of these would not be brought to one type.
            case SWITCH_EXPRESSION, CONDITIONAL_EXPRESSION, PARENTHESIZED, ERRONEOUS, LAMBDA_EXPRESSION,
                    MEMBER_REFERENCE -> throw new NotMergeable();
            default -> piece.code = new CompoundWrap("        { java.lang.Object do_drop$ = ", text, "; }");
        }
        piece.value = new CompoundWrap("        return ", text, ";");
        return piece;
    }

    private static Set<String> mentioned(Tree tree) {
        var scan = new Scan();
        scan.scan(tree, null);
        return scan.names;
    }

    /** What a piece names, whether it returns from the cell, and the variables of the method that runs. */
    private static final class Scan extends TreeScanner<Void, Void> {
        final Set<String> names = new HashSet<>();
        final List<JCTree.JCVariableDecl> variables = new ArrayList<>();
        boolean returns;
        private int inside;

        @Override
        public Void visitIdentifier(IdentifierTree node, Void p) {
            names.add(node.getName().toString());
            return null;
        }

        @Override
        public Void visitReturn(ReturnTree node, Void p) {
            returns |= inside == 0;
            return super.visitReturn(node, p);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree node, Void p) {
            inside++;
            super.visitLambdaExpression(node, p);
            inside--;
            return null;
        }

        @Override
        public Void visitClass(ClassTree node, Void p) {
            inside++;
            super.visitClass(node, p);
            inside--;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree node, Void p) {
            if (node.getName().contentEquals(RUN)) {
                for (Tree each : node.getBody().getStatements()) {
                    if (each instanceof JCTree.JCVariableDecl variable) {
                        variables.add(variable);
                    }
                }
            }
            return super.visitMethod(node, p);
        }
    }

    /** Asks the compiler for the types of variables declared with {@code var}; false if one can't be written down. */
    private boolean infer(List<Piece> pieces) {
        boolean untyped = false;
        boolean declaresType = false;
        for (Piece piece : pieces) {
            untyped |= piece.isUntyped();
            declaresType |= piece.snippet.kind() == Kind.TYPE_DECL;
        }
        if (!untyped) {
            return true;
        }
        // JShell names a type by the snippets that it knows, and those of a batch are known only once it has run.
        if (declaresType) {
            return false;
        }
        OuterSnippetsClassWrap outer = outer(pieces, false, true);
        return state.taskFactory.analyze(outer, task -> {
            if (task.hasErrors()) {
                return false;
            }
            var types = new HashMap<String, String[]>();
            var scan = new Scan();
            scan.scan(task.cuTrees(), null);
            scan.variables.forEach(each -> types.put(each.getName().toString(), written(each.sym.type, task)));
            for (Piece piece : List.copyOf(pieces)) {
                if (piece.isUntyped()) {
                    String[] type = types.get(piece.name());
                    if (type == null || type[0] == null) {
                        return false;
                    }
                    retype(pieces, piece, type[0], type[1]);
                }
            }
            return true;
        });
    }

    private void retype(List<Piece> pieces, Piece piece, String type, String shown) {
        Wrap value = (Wrap) ((CompoundWrap) piece.untyped).os[1];
        Snippet old = piece.snippet;
        Snippet snippet = new VarSnippet(
                (Key.VarKey) old.key(),
                old.source(),
                Wrap.varWrap(
                        old.source(),
                        Wrap.identityWrap(type),
                        "",
                        Wrap.identityWrap(piece.name()),
                        value,
                        false,
                        null),
                piece.name(),
                piece.name(),
                SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND,
                shown,
                null,
                Set.of(),
                old.declareReferences(),
                null);
        snippet.setId(old.id());
        var typed = new Piece(piece.fragment, snippet);
        typed.mentioned.addAll(piece.mentioned);
        typed(typed, type, value);
        pieces.set(pieces.indexOf(piece), typed);
    }

    /** The type as it is written in source, and as it is shown; null for one that has no name. */
    private String[] written(Type type, BaseTask<?> task) {
        if (type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.NULL || type.getKind() == TypeKind.NONE) {
            return new String[] {null, null};
        }
        Type upward = task.types().upward(type, task.types().captures(type));
        String full = print(upward, task, false);
        boolean anonymous = upward.isCompound() || upward.tsym == null || upward.tsym.name.isEmpty();
        return anonymous || full.contains("&") || full.contains("anonymous")
                ? new String[] {null, null}
                : new String[] {full, print(upward, task, true)};
    }

    private String print(Type type, BaseTask<?> task, boolean shown) {
        return new TypePrinter(
                        task.messages(),
                        task.types(),
                        shown ? this::shortName : (full, pkg) -> full,
                        shown,
                        shown ? AnonymousTypeKind.DISPLAY : AnonymousTypeKind.SUPER)
                .toString(type);
    }

    /** A class as JShell shows it. JShell fails on types that have a key and are not declared, such as those of this batch. */
    private String shortName(String full, String pkg) {
        try {
            return state.maps.fullClassNameAndPackageToClass(full, pkg);
        } catch (NullPointerException e) {
            return full;
        }
    }

    /**
     * Forgets the keys of types that are not declared: refused, dropped, or of fragments that have not run. JShell keeps them,
     * and then fails in {@code eval} wherever it writes the name of a type.
     */
    private void forgetKeys() {
        for (var each = keys.values().iterator(); each.hasNext(); ) {
            if (state.maps.getSnippet(each.next()) == null) {
                each.remove();
            }
        }
    }

    /** The class around the pieces. */
    private OuterSnippetsClassWrap outer(List<Piece> pieces, boolean value, boolean trial) {
        var names = new HashSet<String>();
        var own = new HashSet<Key>();
        var imported = new ArrayList<Snippet>();
        for (Piece piece : pieces) {
            names.addAll(piece.mentioned);
            own.add(piece.snippet.key());
            if (piece.snippet instanceof ImportSnippet) {
                imported.add(piece.snippet);
            }
        }
        // A session may have thousands of names: those that are not mentioned need no import.
        for (Snippet each : state.maps.snippetList()) {
            if (each.kind() != Kind.IMPORT && each.status().isDefined() && !names.contains(each.name())) {
                own.add(each.key());
            }
        }
        String className = Util.REPL_CLASS_PREFIX + "cell" + number;
        var elements = new ArrayList<Object>();
        var wraps = new ArrayList<Wrap>();
        var snippets = new ArrayList<Snippet>();
        elements.add(state.maps.packageAndImportsExcept(own, imported) + "\nclass " + className + " {\n");
        for (Piece piece : pieces) {
            if (piece.member != null) {
                elements.add(piece.member);
                elements.add(END);
                wraps.add(piece.member);
                snippets.add(piece.snippet);
            }
        }
        elements.add("    public static int " + COUNTER + ";\n    public static java.lang.Object " + RUN
                + "() throws java.lang.Throwable {\n");
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean last = i == pieces.size() - 1;
            Wrap code = last && value ? piece.value : piece.member == null && piece.untyped != null ? piece.untyped : piece.code;
            if (code != null) {
                if (pieces.size() > 1) {
                    elements.add("        " + COUNTER + " = " + i + ";\n");
                }
                elements.add(code);
                elements.add(END);
                wraps.add(code);
                snippets.add(piece.snippet);
            }
        }
        elements.add(value ? "    }\n}\n" : "        return null;\n    }\n}\n");
        return new OuterSnippetsClassWrap(className, new CompoundWrap(elements.toArray()), snippets, wraps);
    }

    /** What came of a compilation: a batch, or the fragment at which it failed. */
    private record Attempt(Batch batch, int failed) {}

    private Attempt attempt(int count, List<Piece> pieces, boolean value) {
        number++;
        OuterSnippetsClassWrap outer = outer(pieces, value, false);
        var batch = new Batch(count, pieces, outer, value);
        return state.taskFactory.compile(List.of(outer), task -> {
            task.task.addTaskListener(new Signatures(batch, task));
            if (!task.compile()) {
                return new Attempt(null, failed(task.getDiagnostics(), pieces));
            }
            var loading = new ArrayList<ClassBytecodes>();
            for (String each : task.classList(outer)) {
                loading.add(state.classTracker.get(each).toClassBytecodes());
            }
            ClassBytecodes[] bytes = loading.toArray(new ClassBytecodes[0]);
            try {
                state.executionControl().load(bytes);
            } catch (ExecutionControlException e) {
                return new Attempt(null, 0);
            }
            state.classTracker.markLoaded(bytes);
            outers.put(outer.className(), outer);
            for (Piece piece : pieces) {
                piece.snippet.setOuterWrap(piece.snippet instanceof ImportSnippet
                        ? state.outerMap.wrapImport(piece.snippet.guts(), piece.snippet)
                        : outer);
            }
            return new Attempt(batch, count);
        });
    }

    /** The fragment that the first error is in. */
    private static int failed(Collection<Diag> diagnostics, List<Piece> pieces) {
        int first = Integer.MAX_VALUE;
        for (Diag each : diagnostics) {
            if (each.isError()) {
                Snippet snippet = each.snippetOrNull();
                int fragment = pieces.getLast().fragment / 2;
                for (Piece piece : pieces.reversed()) {
                    fragment = piece.snippet == snippet ? piece.fragment : fragment;
                }
                first = Math.min(first, fragment);
            }
        }
        return first == Integer.MAX_VALUE ? 0 : first;
    }

    /** Notes signatures and the type of the result, between the compiler's analysis and its translation. */
    private final class Signatures implements TaskListener {
        private final Batch batch;
        private final BaseTask<?> task;

        Signatures(Batch batch, BaseTask<?> task) {
            this.batch = batch;
            this.task = task;
        }

        @Override
        public void finished(TaskEvent event) {
            if (event.getKind() != TaskEvent.Kind.ANALYZE || event.getCompilationUnit() == null) {
                return;
            }
            int place = 0;
            for (Tree type : event.getCompilationUnit().getTypeDecls()) {
                for (Tree member : ((ClassTree) type).getMembers()) {
                    if (member instanceof JCTree.JCMethodDecl method && !method.name.contentEquals("<init>")) {
                        if (method.name.contentEquals(RUN)) {
                            value(method);
                        } else if (task.types().erasure(method.sym.type) instanceof Type.MethodType erased) {
                            String signature = Util.expunge(TreeDissector.signature(task.types(), erased));
                            batch.signatures.put(place++, signature.substring(0, signature.lastIndexOf(')') + 1));
                        }
                    }
                }
            }
        }

        private void value(JCTree.JCMethodDecl method) {
            if (batch.hasValue && method.body.stats.last() instanceof JCTree.JCReturn last && last.expr != null) {
                Type type = last.expr.type;
                String[] written = type == null ? new String[1] : written(type, task);
                if (written[0] != null) {
                    batch.valueType = written[0];
                }
            }
        }
    }

    /**
     * Makes the declarations of a batch known, after it has run.
     *
     * @param reached the number of the last piece that began, or the count of pieces if all ended
     * @return what became known
     */
    private List<Snippet> commit(Batch batch, int reached) {
        var known = new ArrayList<Snippet>();
        for (int i = 0; i < batch.pieces.size(); i++) {
            Piece piece = batch.pieces.get(i);
            Snippet snippet = piece.snippet;
            if (!piece.declares() || i > reached) {
                continue;
            }
            Snippet old = state.maps.getSnippet(snippet.key());
            if (old != null && old != snippet) {
                snippet.setSequenceNumber(old.sequenceNumber() + 1);
                old.setOverwritten();
            }
            snippet.setCompilationStatus(Status.VALID, List.of(), new DiagList());
            if (snippet instanceof MethodSnippet method) {
                method.setQualifiedParameterTypes(batch.signatures.getOrDefault(
                        batch.methods().indexOf(method), "(" + method.parameterTypes() + ")"));
            }
            state.maps.mapDependencies(snippet);
            state.maps.installSnippet(snippet);
            known.add(snippet);
        }
        return known;
    }

    /** An exception of user code with the stack in terms of snippets. */
    @Override
    public EvalException translated(UserException thrown) {
        try {
            return (EvalException) exceptions.invoke(thrown);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Forgets the class files that no later cell can name: the compiler lists all of them for each cell. Those that declare
     * a type stay, since others may have fields of that type.
     */
    @Override
    public void prune() {
        forgetKeys();
        var kept = new HashSet<String>();
        for (Snippet each : state.maps.snippetList()) {
            if ((each.kind() == Kind.TYPE_DECL || each.status().isActive())
                    && each.kind() != Kind.IMPORT
                    && each.outerWrap() != null) {
                kept.add(each.className());
            }
        }
        keepOnly(kept, classFiles.keySet());
        keepOnly(kept, tracked.keySet());
    }

    private static void keepOnly(Set<String> kept, Set<String> names) {
        for (var each = names.iterator(); each.hasNext(); ) {
            if (!kept.contains(outermost(each.next()))) {
                each.remove();
            }
        }
    }

    private static String outermost(String name) {
        String simple = name.substring(name.indexOf('.') + 1);
        int inner = simple.indexOf('$', Util.REPL_CLASS_PREFIX.length());
        return inner < 0 ? simple : simple.substring(0, inner);
    }
}
