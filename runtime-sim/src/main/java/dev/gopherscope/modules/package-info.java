/**
 * Modules for lessons: {@link dev.gopherscope.modules.ModuleWorld} has servers and published modules,
 * {@link dev.gopherscope.modules.ModuleProject} is a main module in which go commands run.
 */
@NullMarked
package dev.gopherscope.modules;

import org.jspecify.annotations.NullMarked;
