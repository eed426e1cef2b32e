package dev.gopherscope.sim;

/**
 * A value came: {@code v, ok := <-ch} with ok true.
 *
 * @param value the value
 * @param <T> what the channel carries
 */
public record Ok<T>(T value) implements Received<T> {}
