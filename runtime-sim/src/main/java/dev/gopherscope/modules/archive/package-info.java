/** Module zips and the hashes over them. Follows {@code golang.org/x/mod/zip} and {@code sumdb/dirhash}. A zip is a list of named files; compression is left out, as it does not count for hashes. */
@NullMarked
package dev.gopherscope.modules.archive;

import org.jspecify.annotations.NullMarked;
