package dev.gopherscope.modules.command;

import dev.gopherscope.modules.fetch.Console;
import dev.gopherscope.modules.fetch.Environment;
import dev.gopherscope.modules.fetch.Fetcher;
import dev.gopherscope.modules.fetch.GoSum;
import dev.gopherscope.modules.load.State;
import dev.gopherscope.modules.version.GoError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one go command as a process of its own: flags, go.mod, the verb, exit status. */
public final class GoCommand {
    private static final Set<String> KNOWN_FLAGS = Set.of(
            "-mod",
            "-modcacherw",
            "-m",
            "-u",
            "-t",
            "-versions",
            "-retracted",
            "-json",
            "-v",
            "-x",
            "-e",
            "-tags",
            "-ldflags",
            "-trimpath",
            "-o",
            "-race",
            "-buildmode",
            "-gcflags");

    private final Machine machine;
    private final String folder;

    /** @param folder the current folder */
    public GoCommand(Machine machine, String folder) {
        this.machine = machine;
        this.folder = folder;
    }

    /** What one run needs. */
    record Run(State state, List<String> arguments, Set<String> flags, Console console) {
        boolean has(String flag) {
            return flags.contains(flag);
        }
    }

    /** Runs {@code go} with these arguments. What goes wrong is in the result, as a terminal would show it. */
    public GoResult run(List<String> arguments) {
        var console = new Console();
        try {
            start(console, arguments);
        } catch (Console.Exit e) {
            // The console knows the status.
        } catch (GoError e) {
            console.error(e);
        }
        return new GoResult(List.copyOf(arguments), console.status(), console.out(), console.err());
    }

    private void start(Console console, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw console.fatal("go: no command given; try list -m all, get, mod graph, mod why, mod tidy or build");
        }
        String verb = arguments.getFirst();
        int first = 1;
        if (verb.equals("mod") && arguments.size() > 1) {
            verb = "mod " + arguments.get(1);
            first = 2;
        }
        var flags = new HashSet<String>();
        String mode = goFlags(console, flags);
        var rest = new ArrayList<String>();
        for (String a : arguments.subList(first, arguments.size())) {
            if (a.startsWith("-mod=")) {
                mode = a.substring(5);
            } else if (a.startsWith("-") && rest.isEmpty()) {
                flags.add(a.startsWith("--") ? a.substring(1) : a);
            } else {
                rest.add(a);
            }
        }
        var env = new Environment(machine.env());
        State.Mode parsed = parseMode(console, verb, mode);
        var fetcher = new Fetcher(
                console,
                env,
                machine.world(),
                machine.cache(),
                machine.tree(),
                verb.equals("mod download"),
                parsed == State.Mode.VENDOR);
        boolean delay = verb.equals("get") || verb.equals("mod why") || verb.equals("mod download");
        var state = new State(new State.Start(verb, folder, parsed, delay), console, fetcher, machine.tree());
        if (state.rootFolder() != null) {
            fetcher.setSums(
                    new GoSum(console, machine.tree(), state.rootFolder() + "/go.sum", verb.equals("mod tidy")));
        }
        dispatch(verb, new Run(state, rest, flags, console));
    }

    private String goFlags(Console console, Set<String> flags) {
        String mode = "";
        for (String f : machine.env().getOrDefault("GOFLAGS", "").strip().split("\\s+")) {
            if (f.isEmpty()) {
                continue;
            }
            String name = f.indexOf('=') < 0 ? f : f.substring(0, f.indexOf('='));
            if (!KNOWN_FLAGS.contains(name)) {
                throw console.fatal("go: parsing $GOFLAGS: unknown flag " + name);
            }
            if (name.equals("-mod")) {
                mode = f.substring(5);
            } else {
                flags.add(f);
            }
        }
        return mode;
    }

    /** Commands that have no {@code -mod} flag don't take it from GOFLAGS either. */
    private static State.@Nullable Mode parseMode(Console console, String verb, String mode) {
        boolean hasFlag = !(verb.equals("get") || verb.startsWith("mod "));
        if (!hasFlag || mode.isEmpty()) {
            return null;
        }
        for (State.Mode m : State.Mode.values()) {
            if (m.flag().equals(mode)) {
                return m;
            }
        }
        throw console.fatal("-mod=" + mode + " not supported (can be '', 'mod', 'readonly', or 'vendor')");
    }

    private void dispatch(String verb, Run run) {
        switch (verb) {
            case "get" -> new GetCommand(run).run();
            case "list" -> {
                if (!run.has("-m")) {
                    throw run.console.fatal("go: only list -m is simulated");
                }
                new ListCommand(run).run();
            }
            case "mod graph" -> ModCommands.graph(run);
            case "mod why" -> ModCommands.why(run);
            case "mod tidy" -> ModCommands.tidy(run);
            case "mod vendor" -> new VendorCommand(run).run();
            case "mod verify" -> ModCommands.verify(run);
            case "mod download" -> ModCommands.download(run);
            case "build", "vet", "test" -> new BuildCommand(run).run();
            default ->
                throw run.console.fatal(
                        "go " + verb
                                + ": unknown command; simulated are get, list -m, mod graph, mod why, mod tidy, mod vendor, mod verify, mod download, build");
        }
    }
}
