package dev.gopherscope.kernel.display;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The displayers of jvm-repr ({@code jupyter.Displayers}), if the class path of the cells has them. Called by reflection, since the
 * class is that of the cells' loader. A value whose class has no displayer, and so gets the library's {@code toString}, is left to us.
 */
final class JvmRepr {
    private JvmRepr() {}

    /** What a registered displayer makes of the value, or null if there is none. */
    static @Nullable MimeBundle render(Object value) {
        Class<?> displayers = displayers(value);
        if (displayers == null) {
            return null;
        }
        try {
            Object registration = displayers.getMethod("registration").invoke(null);
            var find = registration.getClass().getMethod("find", Class.class);
            Object displayer = find.invoke(registration, value.getClass());
            // For a class that nobody can have registered, the library finds its default.
            Object fallback = find.invoke(registration, JvmRepr.class);
            if (displayer == null || displayer == fallback) {
                return null;
            }
            Object shown = displayers.getMethod("display", Object.class).invoke(null, value);
            return shown instanceof Map<?, ?> forms ? bundle(forms, value) : null;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(
                    "the displayer of " + value.getClass().getName() + " failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    private static @Nullable Class<?> displayers(Object value) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : new ClassLoader[] {value.getClass().getClassLoader(), context}) {
            if (loader != null) {
                try {
                    return Class.forName("jupyter.Displayers", true, loader);
                } catch (ClassNotFoundException | LinkageError none) {
                    continue;
                }
            }
        }
        return null;
    }

    private static MimeBundle bundle(Map<?, ?> forms, Object value) {
        Object plain = forms.get(MimeBundle.TEXT);
        var bundle = MimeBundle.text(plain instanceof String text ? text : String.valueOf(value));
        for (Map.Entry<?, ?> form : forms.entrySet()) {
            if (form.getKey() instanceof String type && form.getValue() instanceof String content) {
                bundle = bundle.with(type, content);
            }
        }
        return bundle;
    }
}
