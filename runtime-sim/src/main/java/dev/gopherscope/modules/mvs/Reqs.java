package dev.gopherscope.modules.mvs;

import dev.gopherscope.modules.version.ModuleVersion;
import java.util.List;

/** What the algorithms ask about modules. Follows the interfaces {@code Reqs}, {@code UpgradeReqs}, {@code DowngradeReqs}. */
public interface Reqs extends VersionOrder {
    /**
     * The requirements in a module's go.mod.
     *
     * @throws dev.gopherscope.modules.version.GoError if they can't be read
     */
    List<ModuleVersion> required(ModuleVersion module);

    /** The version to which a full upgrade raises a module. */
    default ModuleVersion upgrade(ModuleVersion module) {
        return module;
    }

    /** The next lower offered version, or {@code none}. */
    default ModuleVersion previous(ModuleVersion module) {
        return module.at("none");
    }
}
