package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;

/** go.sum lacks a line, and may not get it now. */
@SuppressWarnings("serial")
final class SumMissing extends GoError {
    SumMissing(String text) {
        super(text, null);
    }
}
