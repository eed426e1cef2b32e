package dev.gopherscope.sim;

/**
 * The channel is closed and empty: {@code v, ok := <-ch} with ok false.
 *
 * @param <T> what the channel carries
 */
public record Closed<T>() implements Received<T> {}
