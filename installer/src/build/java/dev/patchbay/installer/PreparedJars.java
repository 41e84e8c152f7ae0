package dev.patchbay.installer;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes out of the jars what this platform cannot use, and writes classes of Java 5 (picocli's) as classes of Java 6 with stack maps: the
 * JVM keeps no older ones in an AOT cache, nor anything that refers to them.
 */
final class PreparedJars {

    private static final int JAVA_6 = 50;
    private static final int VERSION_OFFSET = 6;

    private PreparedJars() {}

    /** The names of the jars in the order of the class path. Changes the folder; a second time changes nothing. */
    static List<String> prepare(Path lib, Platform platform) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(lib)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            if (needsWork(jar, platform)) {
                rewrite(jar, platform);
            }
        }
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    private static boolean needsWork(Path jar, Platform platform) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (platform.isForeign(entry.getName()) || isOld(entry.getName(), zip, entry)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isOld(String name, ZipFile zip, ZipEntry entry) throws IOException {
        if (!name.endsWith(".class") || name.endsWith("module-info.class")) {
            return false;
        }
        try (var in = zip.getInputStream(entry)) {
            return isOld(in.readNBytes(VERSION_OFFSET + 2));
        }
    }

    private static boolean isOld(byte[] head) {
        return ByteBuffer.wrap(head).getShort(VERSION_OFFSET) < JAVA_6;
    }

    private static void rewrite(Path jar, Platform platform) throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        Path draft = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipFile zip = new ZipFile(jar.toFile()); OutputStream file = Files.newOutputStream(draft);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : zip.stream().filter(each -> !platform.isForeign(each.getName())).toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(isOld(entry.getName(), zip, entry) ? renewed(content, zip) : content);
                out.closeEntry();
            }
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(jar, time);
    }

    /** The same class with stack maps, so that the JVM's newer verifier reads it. */
    private static byte[] renewed(byte[] content, ZipFile jar) {
        ClassFile files = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(new JarHierarchy(jar).resolver()));
        ClassModel model = files.parse(content);
        ClassTransform newer = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(JAVA_6, 0);
            } else {
                builder.with(element);
            }
        };
        return files.transformClass(model, newer);
    }
}
