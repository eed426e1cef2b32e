package dev.gopherscope.sim;

/** How many variables a function captured, which is what its function value holds in Go: the fields of a lambda's class. */
final class Captures {
    private static final ClassValue<Integer> COUNT = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            int fields = 0;
            for (var field : type.getDeclaredFields()) {
                if (!java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                    fields++;
                }
            }
            return fields;
        }
    };

    private Captures() {}

    static int of(Object function) {
        return COUNT.get(function.getClass());
    }
}
