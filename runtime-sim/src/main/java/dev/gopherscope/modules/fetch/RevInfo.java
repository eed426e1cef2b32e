package dev.gopherscope.modules.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What a repository says about a revision.
 *
 * @param seconds commit time since 1970; null if unknown
 */
public record RevInfo(String version, @Nullable Long seconds) {}
