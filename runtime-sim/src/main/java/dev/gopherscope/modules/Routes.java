package dev.gopherscope.modules;

import dev.gopherscope.modules.fetch.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where modules come from and how they are checked, by the environment alone. */
public final class Routes {
    /**
     * The route of one module.
     *
     * @param proxy whether proxies are asked; false means version control directly
     * @param database whether the checksum database is asked
     */
    public record Route(String path, boolean proxy, boolean database) {
        /** go.sum is compared whatever the environment says. */
        public boolean goSum() {
            return true;
        }
    }

    private final Environment env;

    private Routes(Map<String, String> env) {
        this.env = new Environment(env);
    }

    /** @param env names and values, such as {@code GOPRIVATE} and {@code *.example.com} */
    public static Routes of(Map<String, String> env) {
        return new Routes(env);
    }

    public Route route(String path) {
        boolean listed = !env.skipsProxy(path) && !env.proxy().startsWith("direct");
        return new Route(path, listed, env.usesSumdb(path));
    }

    public Grid table(String... paths) {
        var rows = new ArrayList<List<String>>();
        for (String path : paths) {
            Route r = route(path);
            rows.add(List.of(path, r.proxy ? "GOPROXY list" : "version control", r.database ? "yes" : "no", "yes"));
        }
        return new Grid("Routes", List.of("module", "comes from", "checksum database", "go.sum"), rows);
    }
}
