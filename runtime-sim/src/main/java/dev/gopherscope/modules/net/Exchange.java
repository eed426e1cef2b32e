package dev.gopherscope.modules.net;

/**
 * One request and its answer.
 *
 * @param start virtual nanoseconds when the request left
 * @param end when the answer was there
 * @param server who was asked: an address, or a version control host
 * @param request what was asked: a path, or a git command
 * @param answer status and size, or why there was no answer
 * @param found whether the answer had content
 */
public record Exchange(long start, long end, String server, String request, String answer, boolean found) {}
