/** The tamper-evident log of a checksum database: a Merkle tree, its proofs, signed tree heads, and the client that checks them. Follows {@code golang.org/x/mod/sumdb}. */
@NullMarked
package dev.gopherscope.modules.sumlog;

import org.jspecify.annotations.NullMarked;
