package dev.patchbay.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which class extends which, for stack maps: in the jar, in the JDK, and for anything else (optional libraries that are not there) a plain
 * class.
 */
record JarHierarchy(ZipFile jar) {

    ClassHierarchyResolver resolver() {
        return ClassHierarchyResolver.ofResourceParsing(type -> open(name(type.descriptorString())))
                .orElse(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader()))
                .orElse(type -> ClassHierarchyResolver.ClassHierarchyInfo.ofInterface());
    }

    private static String name(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1) + ".class";
    }

    private InputStream open(String name) {
        try {
            ZipEntry entry = jar.getEntry(name);
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
