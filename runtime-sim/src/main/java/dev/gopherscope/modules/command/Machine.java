package dev.gopherscope.modules.command;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.fetch.ModuleCache;
import dev.gopherscope.modules.net.World;
import java.util.Map;

/** Where go commands run: files, module cache, environment variables, and the servers that can be reached. */
public record Machine(World world, FileTree tree, ModuleCache cache, Map<String, String> env) {}
