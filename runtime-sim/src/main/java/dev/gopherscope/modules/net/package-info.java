/** The world that the go command talks to, under a virtual clock: module proxies, version control hosts, a checksum database, and every way in which they fail. Requests are logged. */
@NullMarked
package dev.gopherscope.modules.net;

import org.jspecify.annotations.NullMarked;
