/**
 * The go command's verbs for modules: get, list -m, mod graph, mod why, mod tidy, mod vendor, mod download, mod verify, and as much of
 * build as loads packages. Follows {@code cmd/go/internal/modget}, {@code modcmd} and {@code list}.
 */
@NullMarked
package dev.gopherscope.modules.command;

import org.jspecify.annotations.NullMarked;
