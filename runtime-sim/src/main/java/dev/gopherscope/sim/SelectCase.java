package dev.gopherscope.sim;

import dev.gopherscope.sim.sync.Hchan;
import dev.gopherscope.sim.sync.Select;

/**
 * One case of a {@link Goroutine#select}, made by {@link Goroutine#onReceive}, {@link Goroutine#onSend} or
 * {@link Goroutine#onDefault}.
 */
public abstract sealed class SelectCase {

    /** What a receiving case does with what it got. */
    @FunctionalInterface
    public interface Receiver<T> {
        /** Called with the value, or with {@link Closed}. */
        void accept(Received<T> received) throws Exception;
    }

    /** What a sending or default case does. */
    @FunctionalInterface
    public interface Action {
        /** Called if the case won. */
        void run() throws Exception;
    }

    abstract void run(Hchan.Slot slot) throws Exception;

    /** A case that takes part in the choice. */
    abstract static sealed class Communication extends SelectCase {
        abstract Select.Case lower();
    }

    static final class Receive<T> extends Communication {
        private final Chan<T> channel;
        private final Receiver<T> then;

        Receive(Chan<T> channel, Receiver<T> then) {
            this.channel = channel;
            this.then = then;
        }

        @Override
        Select.Case lower() {
            return new Select.Case(channel.hchan, false, null);
        }

        @Override
        void run(Hchan.Slot slot) throws Exception {
            then.accept(channel.received(slot));
        }
    }

    static final class Send<T> extends Communication {
        private final Chan<T> channel;
        private final T value;
        private final Action then;

        Send(Chan<T> channel, T value, Action then) {
            this.channel = channel;
            this.value = value;
            this.then = then;
        }

        @Override
        Select.Case lower() {
            return new Select.Case(channel.hchan, true, value);
        }

        @Override
        void run(Hchan.Slot slot) throws Exception {
            then.run();
        }
    }

    static final class Default extends SelectCase {
        private final Action then;

        Default(Action then) {
            this.then = then;
        }

        @Override
        void run(Hchan.Slot slot) throws Exception {
            then.run();
        }
    }
}
