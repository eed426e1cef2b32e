package dev.gopherscope.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The kernel between sockets and language: takes each message, finds its handler in one table, and runs it on the lane of
 * its kind. Cells wait for cells only. Completion, inspection and history, comms, interrupts, and the control channel
 * have a lane each, so that they are answered while a cell runs.
 */
public final class KernelCore implements AutoCloseable {

    /** What is done with messages of one type, and on which lane. */
    private record Handler(Executor lane, Action action) {}

    @FunctionalInterface
    private interface Action {
        void answer(Request request);
    }

    private final Interpreter interpreter;
    private final KernelSettings settings;
    private final Transport transport;
    private final Session session = new Session();
    private final History history;
    private final Stdin stdin = new Stdin();
    private final Comms comms;
    private final CellRunner cellRunner;
    private final CompletableFuture<Boolean> shutdown = new CompletableFuture<>();

    private final Lane cells = new Lane("cells");
    private final Lane questions = new Lane("questions");
    private final Lane commMessages = new Lane("comms");
    private final Lane interrupts = new Lane("interrupts");
    private final Lane control = new Lane("control");
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
        history = new History(settings.historyFile());
        cellRunner = new CellRunner(interpreter, history, stdin, settings.limits(), timer);

        var asked = new Questions(interpreter);
        shellHandlers = Map.ofEntries(
                Map.entry("complete_request", new Handler(questions, asked::complete)),
                Map.entry("inspect_request", new Handler(questions, asked::inspect)),
                Map.entry("is_complete_request", new Handler(questions, asked::isComplete)),
                Map.entry("history_request", new Handler(questions, r -> r.reply(history.answer(r.fields())))),
                Map.entry("comm_info_request", new Handler(questions, r -> r.reply(comms.info(r.fields())))),
                Map.entry("comm_open", new Handler(commMessages, comms::open)),
                Map.entry("comm_msg", new Handler(commMessages, comms::message)),
                Map.entry("comm_close", new Handler(commMessages, comms::close)),
                Map.entry("kernel_info_request", new Handler(questions, this::kernelInfo)),
                // Before version 5.4 these two came by the shell channel.
                Map.entry("interrupt_request", new Handler(interrupts, this::interrupt)),
                Map.entry("shutdown_request", new Handler(control, this::shutdown)));
        controlHandlers = Map.of(
                "kernel_info_request", new Handler(control, this::kernelInfo),
                "usage_request", new Handler(control, r -> r.reply(Usage.now())),
                "interrupt_request", new Handler(interrupts, this::interrupt),
                "shutdown_request", new Handler(control, this::shutdown));
    }

    /** Takes a message of a client. Returns at once. */
    public void receive(Channel channel, Message message) {
        if (channel == Channel.STDIN) {
            stdin.receive(message);
            return;
        }
        var request = new Request(channel, message, session, transport);
        if (channel == Channel.SHELL && message.type().equals("execute_request")) {
            long ticket = cellRunner.ticket();
            cells.execute(() -> answer(request, r -> cellRunner.run(r, ticket)));
            return;
        }
        var table = channel == Channel.CONTROL ? controlHandlers : shellHandlers;
        var fallback = new Handler(channel == Channel.CONTROL ? control : questions, unknown -> {});
        var handler = table.getOrDefault(message.type(), fallback);
        handler.lane().execute(() -> answer(request, handler.action()));
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
        cellRunner.limits(limits);
    }

    /** Ends when a client has asked for the end and has its answer; the value says whether it wants a new start. */
    public CompletableFuture<Boolean> shutdown() {
        return shutdown;
    }

    /** Ends the lanes. The interpreter is its maker's to close. */
    @Override
    public void close() {
        stdin.giveUp();
        for (var lane : List.of(cells, questions, commMessages, interrupts, control)) {
            lane.close();
        }
        timer.shutdownNow();
    }

    /** Every request stands between busy and idle, whatever becomes of it, and a failure reaches its client. */
    private static void answer(Request request, Action action) {
        request.status("busy");
        try {
            action.answer(request);
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
        reply.put("supported_features", new ArrayList<>());
        reply.put("help_links", settings.helpLinks());
        request.reply(reply);
    }

    private void interrupt(Request request) {
        cellRunner.interrupt();
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
