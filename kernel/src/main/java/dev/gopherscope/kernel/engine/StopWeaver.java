package dev.gopherscope.kernel.engine;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Puts a call of {@link StopCheck#check} at each method entry and before each backward branch of cell code, so that any loop
 * and any recursion of a cell can be stopped. Calls that would end the JVM become calls of {@link StopCheck#exit}. Library code
 * is not woven.
 */
final class StopWeaver {
    private static final ClassDesc STOP_CHECK =
            StopCheck.class.describeConstable().orElseThrow();
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(ConstantDescs.CD_void);

    private StopWeaver() {}

    /**
     * The woven class.
     *
     * @param loading the classes that are loaded together, by internal name; needed to compute stack maps
     * @param parent where the other classes come from
     */
    static byte[] weave(byte[] bytes, Map<String, byte[]> loading, ClassLoader parent) {
        ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(
                        type -> resource(type, loading, parent))
                .orElse(ClassHierarchyResolver.defaultResolver());
        ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        return file.transformClass(
                file.parse(bytes), ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Checks::new)));
    }

    private static InputStream resource(ClassDesc type, Map<String, byte[]> loading, ClassLoader parent) {
        String descriptor = type.descriptorString();
        String name = descriptor.substring(1, descriptor.length() - 1);
        byte[] own = loading.get(name);
        return own != null ? new ByteArrayInputStream(own) : parent.getResourceAsStream(name + ".class");
    }

    private static final class Checks implements CodeTransform {
        private final Set<Label> passed = new HashSet<>();

        @Override
        public void atStart(CodeBuilder code) {
            check(code);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LabelTarget target -> passed.add(target.label());
                case BranchInstruction branch when passed.contains(branch.target()) -> check(code);
                case InvokeInstruction call
                when endsTheJvm(call) -> {
                    code.invokestatic(
                            STOP_CHECK,
                            "exit",
                            call.opcode() == Opcode.INVOKESTATIC
                                    ? call.typeSymbol()
                                    : call.typeSymbol().insertParameterTypes(0, RUNTIME));
                    return;
                }
                default -> {}
            }
            code.with(element);
        }

        private static boolean endsTheJvm(InvokeInstruction call) {
            String name = call.name().stringValue();
            return call.owner().name().equalsString("java/lang/System") && name.equals("exit")
                    || call.owner().name().equalsString("java/lang/Runtime")
                            && (name.equals("exit") || name.equals("halt"));
        }

        private static void check(CodeBuilder code) {
            code.invokestatic(STOP_CHECK, "check", NO_ARGUMENTS);
        }
    }
}
