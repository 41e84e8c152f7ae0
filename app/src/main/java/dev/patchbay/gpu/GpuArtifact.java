package dev.patchbay.gpu;

/**
 * A file of a Maven repository.
 *
 * @param groupId {@code ai.djl.pytorch}
 * @param classifier empty for none
 * @param bytes size of the file
 * @param sha256 of the file, in hexadecimal
 * @param unpack folder inside the jar whose files are needed, {@code pytorch/cu124/linux-x86_64/}; empty if the jar itself is
 */
public record GpuArtifact(
        String groupId, String artifactId, String version, String classifier, long bytes, String sha256, String unpack) {

    /** {@code pytorch-native-cu124-2.5.1-linux-x86_64.jar}. */
    String fileName() {
        return artifactId + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    }

    /** Where it lies in every Maven repository. */
    String path() {
        return groupId.replace('.', '/') + "/" + artifactId + "/" + version + "/" + fileName();
    }
}
