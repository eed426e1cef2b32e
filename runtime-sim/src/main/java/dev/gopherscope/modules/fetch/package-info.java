/** Getting modules: proxy lists, private modules, the module cache, go.sum and the checksum database. Follows {@code cmd/go/internal/modfetch}. */
@NullMarked
package dev.gopherscope.modules.fetch;

import org.jspecify.annotations.NullMarked;
