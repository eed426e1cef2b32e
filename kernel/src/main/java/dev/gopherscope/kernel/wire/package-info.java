/** ZeroMQ sockets, frames, signatures, connection file. One thread owns one socket. */
@NullMarked
package dev.gopherscope.kernel.wire;

import org.jspecify.annotations.NullMarked;
