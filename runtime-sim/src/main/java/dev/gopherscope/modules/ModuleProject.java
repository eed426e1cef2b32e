package dev.gopherscope.modules;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.command.GoCommand;
import dev.gopherscope.modules.command.GoResult;
import dev.gopherscope.modules.command.Machine;
import dev.gopherscope.modules.fetch.ModuleCache;
import dev.gopherscope.modules.modfile.ModFile;
import dev.gopherscope.modules.modfile.RequireEditor;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A main module with its folder, module cache and environment. Go commands run in it as processes of their own. GOFLAGS is
 * {@code -mod=mod} unless a lesson sets it, so that go.mod and go.sum are brought up to date.
 */
public final class ModuleProject {
    private static final String HOME = "/home/you";
    private final String folder;
    private final ModuleWorld world;
    private final String path;
    private final FileTree tree = new FileTree();
    private final Map<String, String> env = new LinkedHashMap<>();
    private final ModuleCache cache = new ModuleCache(tree, HOME + "/go/pkg/mod");
    private final Machine machine;

    ModuleProject(ModuleWorld world, String path, String goMod) {
        this.world = world;
        this.path = path;
        this.folder = HOME + "/" + path.substring(path.lastIndexOf('/') + 1);
        this.machine = new Machine(world.net(), tree, cache, env);
        env.put("GOPROXY", ModuleWorld.PROXY + ",direct");
        env.put("GOSUMDB", ModuleWorld.DATABASE);
        env.put("GOFLAGS", "-mod=mod");
        setGoMod(goMod);
        tree.write(folder + "/main.go", ModuleWorld.packageText("main", ModFile.parseLax("go.mod", goMod)));
    }

    public String path() {
        return path;
    }

    /** Sets a variable of {@code go env}. */
    public ModuleProject env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** Runs a go command, such as {@code go("get", "example.com/a@latest")}. */
    public GoResult go(String... arguments) {
        return new GoCommand(machine, folder).run(List.of(arguments));
    }

    public String goMod() {
        return String.valueOf(tree.text(folder + "/go.mod"));
    }

    public String goSum() {
        String text = tree.text(folder + "/go.sum");
        return text == null ? "" : text;
    }

    /** Replaces go.mod; the text is laid out as {@code go mod edit -fmt} does if it can be read. */
    public ModuleProject setGoMod(String text) {
        String laidOut = text;
        try {
            ModFile f = ModFile.parse("go.mod", text, (_, version) -> version);
            new RequireEditor(f).sortBlocks();
            f.cleanUp();
            laidOut = f.print();
        } catch (dev.gopherscope.modules.version.GoError e) {
            // A file that Go refuses stays as it is: the go command will say what is wrong.
        }
        tree.write(folder + "/go.mod", laidOut);
        return this;
    }

    /** Adds a line to go.mod, such as {@code exclude example.com/a v1.0.0}. */
    public ModuleProject add(String line) {
        return setGoMod(goMod() + "\n" + line + "\n");
    }

    /** Writes a file of the main module. */
    public ModuleProject write(String file, String text) {
        tree.write(folder + "/" + file, text);
        return this;
    }

    /** {@code go clean -modcache}. */
    public ModuleProject cleanCache() {
        cache.clear();
        return this;
    }

    /** What go.mod requires. */
    public List<ModuleVersion> requirements() {
        return ModFile.parseLax("go.mod", goMod()).require().stream()
                .map(r -> r.module())
                .toList();
    }

    /** The build list by path, without the main module. Throws what the go command would print. */
    public Map<String, String> buildList() {
        var list = new TreeMap<String, String>();
        for (String line : checked(go("list", "-m", "all")).lines()) {
            String[] words = line.split(" ");
            if (words.length > 1) {
                list.put(words[0], words[1]);
            }
        }
        return list;
    }

    /** The module graph that {@code go mod graph} prints. */
    public ModuleGraphView moduleGraph() {
        return ModuleGraphView.of(path, checked(go("mod", "graph")).lines());
    }

    private static GoResult checked(GoResult r) {
        if (!r.ok()) {
            throw new IllegalStateException(r.err().strip());
        }
        return r;
    }

    /** Requests since the log was last taken; the log begins anew. */
    public RequestView requests() {
        var view = new RequestView(world.net().log());
        world.net().clearLog();
        return view;
    }

    /** Runs a command with an empty log and shows its requests. */
    public RequestView requestsOf(String... arguments) {
        world.net().clearLog();
        go(arguments);
        return requests();
    }
}
