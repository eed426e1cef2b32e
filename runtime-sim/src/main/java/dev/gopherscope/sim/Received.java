package dev.gopherscope.sim;

/**
 * What a receive from a channel brought: a value, or the news that the channel is closed and empty.
 *
 * <pre>{@code while (jobs.receive() instanceof Ok(var n)) work(micros(n));}</pre>
 *
 * @param <T> what the channel carries
 */
public sealed interface Received<T> permits Ok, Closed {}
