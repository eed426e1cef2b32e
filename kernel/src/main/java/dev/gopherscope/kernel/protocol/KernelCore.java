package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.protocol.Subshells.UnknownSubshellException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kernel between sockets and language: takes each message, finds its handler in one table, and runs it on the lane of
 * its kind. Cells wait for cells of their subshell only, comm messages likewise. Completion, inspection and history,
 * interrupts, and the control channel have a lane each, so that they are answered while a cell runs.
 */
public final class KernelCore implements AutoCloseable {

    /** What is done with messages of one type, and on which lane. */
    private record Handler(Function<Subshell, Executor> lane, Action action) {

        /** One that is the same for every subshell. */
        static Handler on(Executor lane, Consumer<Request> action) {
            return new Handler(subshell -> lane, (subshell, request) -> action.accept(request));
        }

        void handle(Subshell subshell, Request request) {
            lane.apply(subshell).execute(() -> answer(request, () -> action.answer(subshell, request)));
        }
    }

    @FunctionalInterface
    private interface Action {
        void answer(Subshell subshell, Request request);
    }

    /** What kernel_info calls the subshells (JEP 91, JEP 92). */
    private static final List<String> FEATURES = List.of("kernel subshells");

    /** The key of what is done with messages of unknown types: nothing. */
    private static final String UNKNOWN = "";

    private final Interpreter interpreter;
    private final KernelSettings settings;
    private final Transport transport;
    private final Session session = new Session();
    private final Comms comms;
    private final Subshells subshells;
    private volatile OutputLimits limits;
    private final CompletableFuture<Boolean> shutdown = new CompletableFuture<>();

    private final Lane questions = new Lane("questions");
    private final Lane interrupts = new Lane("interrupts");
    private final Lane control = new Lane("control");
    private final Lane saving = new Lane("history");
    private final ScheduledThreadPoolExecutor timer;

    private final Map<String, Handler> shellHandlers;
    private final Map<String, Handler> controlHandlers;

    public KernelCore(Interpreter interpreter, KernelSettings settings, Transport transport) {
        this.interpreter = interpreter;
        this.settings = settings;
        this.transport = transport;
        timer = new ScheduledThreadPoolExecutor(
                1, work -> Thread.ofPlatform().name("output timer").daemon().unstarted(work));
        comms = new Comms(session, transport);
        settings.targets().forEach(comms::register);
        limits = settings.limits();
        subshells = new Subshells(
                session.id(),
                name -> new Subshell(name, interpreter, settings.historyFile(), comms, () -> limits, timer, saving));

        var asked = new Questions(interpreter);
        Consumer<Request> unknown = request -> {};
        shellHandlers = Map.ofEntries(
                Map.entry("complete_request", Handler.on(questions, asked::complete)),
                Map.entry("inspect_request", Handler.on(questions, asked::inspect)),
                Map.entry("is_complete_request", Handler.on(questions, asked::isComplete)),
                Map.entry(
                        "history_request",
                        new Handler(
                                s -> questions, (s, r) -> r.reply(s.history().answer(r.fields())))),
                Map.entry("comm_info_request", Handler.on(questions, r -> r.reply(comms.info(r.fields())))),
                Map.entry("comm_open", new Handler(Subshell::comms, (s, r) -> comms.open(r))),
                Map.entry("comm_close", new Handler(Subshell::comms, (s, r) -> comms.close(r))),
                Map.entry("kernel_info_request", Handler.on(questions, this::kernelInfo)),
                // Before version 5.4 these two came by the shell channel.
                Map.entry("interrupt_request", Handler.on(interrupts, this::interrupt)),
                Map.entry("shutdown_request", Handler.on(control, this::shutdown)),
                Map.entry(UNKNOWN, Handler.on(questions, unknown)));
        controlHandlers = Map.ofEntries(
                Map.entry("kernel_info_request", Handler.on(control, this::kernelInfo)),
                Map.entry("usage_request", Handler.on(control, r -> r.reply(Usage.now()))),
                Map.entry("create_subshell_request", Handler.on(control, subshells::create)),
                Map.entry("delete_subshell_request", Handler.on(interrupts, subshells::delete)),
                Map.entry("list_subshell_request", Handler.on(control, subshells::list)),
                Map.entry("debug_request", Handler.on(control, NoDebugger::answer)),
                Map.entry("interrupt_request", Handler.on(interrupts, this::interrupt)),
                Map.entry("shutdown_request", Handler.on(control, this::shutdown)),
                Map.entry(UNKNOWN, Handler.on(control, unknown)));
    }

    /** Takes a message of a client. Returns at once. */
    public void receive(Channel channel, Message message) {
        if (channel == Channel.STDIN) {
            subshells.answered(message);
            return;
        }
        var request = new Request(channel, message, session, transport);
        try {
            subshells.with(message, subshell -> receive(subshell, request));
        } catch (UnknownSubshellException e) {
            questions.execute(() -> answer(request, () -> {
                throw e;
            }));
        }
    }

    private void receive(Subshell subshell, Request request) {
        var type = request.message().type();
        if (request.channel() == Channel.SHELL && type.equals("execute_request")) {
            long ticket = subshell.runner().ticket();
            subshell.cells()
                    .execute(() -> answer(request, () -> subshell.runner().run(request, ticket)));
            return;
        }
        if (request.channel() == Channel.SHELL && type.equals("comm_msg")) {
            subshell.comms().execute(() -> comm(subshell, request));
            return;
        }
        var table = request.channel() == Channel.CONTROL ? controlHandlers : shellHandlers;
        var handler = table.containsKey(type) ? table.get(type) : table.get(UNKNOWN);
        Objects.requireNonNull(handler).handle(subshell, request);
    }

    /** Hands a comm message on at once; code of cells that is to hear of it runs between cells, and only then the kernel is idle. */
    private void comm(Subshell subshell, Request request) {
        request.status("busy");
        List<CommHandler> handlers = List.of();
        try {
            handlers = comms.message(request);
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError fault) {
            // A fault of who listens; no reply is due that could tell of it.
        }
        if (handlers.isEmpty()) {
            request.status("idle");
            return;
        }
        var waiting = handlers;
        subshell.cells().execute(() -> {
            try {
                waiting.forEach(handler -> subshell.runner().handle(request, handler));
            } finally {
                request.status("idle");
            }
        });
    }

    /** Welcomes a client that has just subscribed to publications of that topic (protocol 5.5). */
    public void subscribed(byte[] topic) {
        var content = Map.<String, @Nullable Object>of("subscription", new String(topic, StandardCharsets.UTF_8));
        transport.send(
                Channel.IOPUB,
                session.message(List.of(topic), "iopub_welcome", Map.of(), Map.of(), content, List.of()));
    }

    /** The comms of this kernel, to register targets or to open comms. */
    public Comms comms() {
        return comms;
    }

    /** Changes the limits for cells that start from now on. */
    public void limitOutput(OutputLimits limits) {
        this.limits = limits;
    }

    /** Ends when a client has asked for the end and has its answer; the value says whether it wants a new start. */
    public CompletableFuture<Boolean> shutdown() {
        return shutdown;
    }

    /** Ends the lanes. The interpreter is its maker's to close. */
    @Override
    public void close() {
        subshells.all().forEach(Subshell::close);
        for (var lane : List.of(questions, interrupts, control, saving)) {
            lane.close();
        }
        timer.shutdownNow();
    }

    /** Every request stands between busy and idle, whatever becomes of it, and a failure reaches its client. */
    private static void answer(Request request, Runnable action) {
        request.status("busy");
        try {
            action.run();
        } catch (VirtualMachineError | RuntimeException | AssertionError | LinkageError fault) {
            if (request.message().type().endsWith("_request")) {
                request.replyError(fault);
            }
        } finally {
            request.status("idle");
        }
    }

    private void kernelInfo(Request request) {
        var language = interpreter.languageInfo();
        var about = new LinkedHashMap<String, @Nullable Object>();
        about.put("name", language.name());
        about.put("version", language.version());
        about.put("mimetype", language.mimeType());
        about.put("file_extension", language.fileExtension());
        about.put("pygments_lexer", language.pygmentsLexer());
        about.put("codemirror_mode", language.codemirrorMode());
        var reply = new LinkedHashMap<String, @Nullable Object>();
        reply.put("status", "ok");
        reply.put("protocol_version", Session.PROTOCOL_VERSION);
        reply.put("implementation", settings.implementation());
        reply.put("implementation_version", settings.version());
        reply.put("language_info", about);
        reply.put("banner", interpreter.banner());
        reply.put("debugger", false);
        reply.put("supported_features", FEATURES);
        reply.put("help_links", settings.helpLinks());
        request.reply(reply);
    }

    private void interrupt(Request request) {
        subshells.all().forEach(subshell -> subshell.runner().interrupt());
        request.reply(Map.of("status", "ok"));
    }

    private void shutdown(Request request) {
        boolean restart = request.fields().flag("restart", false);
        var content = Map.<String, @Nullable Object>of("status", "ok", "restart", restart);
        request.reply(content);
        request.publish("shutdown_reply", content);
        // The end begins after this request's idle, which is sent by this same thread.
        control.execute(() -> shutdown.complete(restart));
    }
}
