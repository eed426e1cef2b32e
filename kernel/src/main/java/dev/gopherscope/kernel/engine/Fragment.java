package dev.gopherscope.kernel.engine;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * One statement, declaration or expression of a cell, as JShell takes them.
 *
 * @param source with the semicolon that a complete one may lack
 * @param offset of its text in the cell
 * @param whole false if it can't be cut, since something is not closed
 */
record Fragment(String source, int offset, boolean whole) {

    /** Cuts a cell. What can't be cut is one fragment, for the compiler to say what is wrong with it. */
    static List<Fragment> of(String code, SourceCodeAnalysis analysis) {
        var fragments = new ArrayList<Fragment>();
        String rest = code;
        while (!rest.isBlank()) {
            // JShell counts the lines of a text that begins with a line feed as one.
            rest = rest.stripLeading();
            int offset = code.length() - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            String source = info.source();
            boolean broken = source == null
                    || info.completeness() == Completeness.UNKNOWN
                    || info.completeness() == Completeness.DEFINITELY_INCOMPLETE;
            fragments.add(new Fragment(broken ? rest : source, offset, !broken));
            rest = broken ? "" : info.remaining();
        }
        return fragments;
    }
}
