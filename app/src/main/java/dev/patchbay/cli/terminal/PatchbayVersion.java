package dev.patchbay.cli.terminal;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class PatchbayVersion implements IVersionProvider {

    /** {@code 0.1.0}, or {@code development} when run from class folders. */
    public static String text() {
        String version = PatchbayVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Patchbay " + text()};
    }
}
