package dev.gopherscope.kernel.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions that {@code --version} prints. */
final class Version implements IVersionProvider {

    /** The version of the product, from the jar's manifest; "development" when run from class folders. */
    static String product() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gopherscope " + product(), "Java " + Runtime.version()};
    }
}
