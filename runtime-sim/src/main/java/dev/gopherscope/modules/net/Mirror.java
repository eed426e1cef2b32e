package dev.gopherscope.modules.net;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.Map;
import java.util.TreeMap;

/**
 * A proxy that fetches a version from its repository when somebody first asks for it, and keeps it for ever. A tag that is moved
 * or deleted later changes nothing for its users.
 */
public final class Mirror implements Server {
    private final World world;
    private final ModuleProxy kept = new ModuleProxy();

    public Mirror(World world) {
        this.world = world;
    }

    @Override
    public Answer get(String path, long now) {
        int at = path.indexOf("/@");
        if (at > 0) {
            fill(path.substring(1, at));
        }
        return kept.get(path, now);
    }

    private void fill(String modulePath) {
        GitRepository repository = world.repositoryAt(modulePath);
        if (repository == null) {
            return;
        }
        repository.tags().forEach((tag, commit) -> {
            var module = new ModuleVersion(modulePath, tag);
            if (!kept.releases(modulePath).containsKey(tag)) {
                Map<String, String> files = new TreeMap<>(commit.files());
                String goMod = files.getOrDefault("go.mod", "module " + modulePath + "\n");
                kept.publish(module, commit.seconds(), goMod, ModuleZip.ofTexts(module, files));
            }
        });
    }
}
