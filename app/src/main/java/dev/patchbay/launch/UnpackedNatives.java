package dev.patchbay.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Folders into which libraries unpack their native code. Whoever can write there can make this program run code, so each belongs to the
 * user alone (rights 700); a folder of somebody else is not used. On Windows the profile is private by itself.
 *
 * @param home of the user
 * @param own Patchbay's folder for what takes the place of a folder that is not safe
 * @param properties of this JVM
 * @param environment of this process
 */
record UnpackedNatives(Path home, Path own, Properties properties, Map<String, String> environment) {

    /**
     * @param names of the property or variable that says otherwise; the first is the one that is set here
     * @param folder in the home folder, where the library unpacks if nothing is said
     */
    private record Place(List<String> names, String folder) {}

    private static final List<Place> PLACES = List.of(
            new Place(List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR"), ".djl.ai"),
            new Place(List.of("org.bytedeco.javacpp.cachedir"), ".javacpp"),
            new Place(List.of("javafx.cachedir"), ".openjfx"));

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /** Before any of these libraries is used. */
    void prepare() {
        if (Files.getFileAttributeView(home, PosixFileAttributeView.class) == null) {
            return;
        }
        for (Place place : PLACES) {
            boolean chosen = place.names().stream().anyMatch(name -> properties.containsKey(name) || environment.containsKey(name));
            if (!chosen && !isPrivate(home.resolve(place.folder()))) {
                Path instead = own.resolve(place.folder().substring(1));
                if (isPrivate(instead)) {
                    properties.setProperty(place.names().getFirst(), instead.toString());
                }
            }
        }
    }

    /** Makes it the user's alone if that can be done. */
    private boolean isPrivate(Path folder) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
            }
            if (!Files.getOwner(folder).equals(Files.getOwner(home))) {
                return false;
            }
            Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
            rights.addAll(Files.getPosixFilePermissions(folder));
            if (!rights.equals(PRIVATE)) {
                Files.setPosixFilePermissions(folder, PRIVATE);
            }
            return true;
        } catch (IOException | SecurityException e) {
            return false;
        }
    }
}
