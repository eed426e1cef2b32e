package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoRelease;

/** Whether requirements of requirements count: from go 1.17 on a go.mod lists all that matters, so deeper ones are pruned out. */
public enum Pruning {
    PRUNED,
    UNPRUNED;

    public static Pruning of(String goVersion) {
        return GoRelease.isAtLeast(goVersion, GoRelease.EXPLICIT_INDIRECT) ? PRUNED : UNPRUNED;
    }
}
