package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.sumlog.ChecksumClient;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GOMODCACHE: what was downloaded stays over runs. Unpacked modules are folders of the file tree, so that they can be changed. */
public final class ModuleCache {
    private final FileTree tree;
    private final String folder;
    final Map<ModuleVersion, RevInfo> infos = new HashMap<>();
    final Map<ModuleVersion, String> goMods = new HashMap<>();
    final Map<ModuleVersion, ModuleZip> zips = new HashMap<>();
    final Map<ModuleVersion, String> zipHashes = new HashMap<>();
    final ChecksumClient.Memory sumdb = new ChecksumClient.Memory();

    /** @param folder the path of GOMODCACHE in the tree */
    public ModuleCache(FileTree tree, String folder) {
        this.tree = tree;
        this.folder = folder;
    }

    /** Where a module is unpacked to. */
    public String folderOf(ModuleVersion m) {
        return folder + "/" + ModulePath.escape(m.path()) + "@" + ModulePath.escape(m.version());
    }

    String zipPath(ModuleVersion m) {
        return folder + "/cache/download/" + ModulePath.escape(m.path()) + "/@v/" + ModulePath.escape(m.version())
                + ".zip";
    }

    boolean isUnpacked(ModuleVersion m) {
        return tree.isFolder(folderOf(m)) && zipHashes.containsKey(m);
    }

    /** The hash that was checked at download, or null. */
    public @Nullable String zipHash(ModuleVersion m) {
        return zipHashes.get(m);
    }

    public @Nullable ModuleZip zip(ModuleVersion m) {
        return zips.get(m);
    }

    /** {@code go clean -modcache}. */
    public void clear() {
        infos.clear();
        goMods.clear();
        zips.clear();
        zipHashes.clear();
        tree.delete(folder);
    }
}
