/** The command line: lab, install, run, kernel, doctor, test. */
@NullMarked
package dev.gopherscope.kernel.cli;

import org.jspecify.annotations.NullMarked;
