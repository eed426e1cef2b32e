/**
 * Versions and paths: semantic versions, pseudo-versions, Go releases, module paths, globs, and the errors that speak of them.
 * Follows {@code golang.org/x/mod/semver}, {@code golang.org/x/mod/module} and {@code cmd/go/internal/gover}.
 */
@NullMarked
package dev.gopherscope.modules.version;

import org.jspecify.annotations.NullMarked;
