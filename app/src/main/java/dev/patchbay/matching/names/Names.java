package dev.patchbay.matching.names;

import java.util.ArrayList;
import java.util.List;

/** Branches of names. */
public final class Names {

    private static final String BOUNDARIES = "._-";

    private Names() {}

    /** True if {@code name} goes on after {@code branch} with a boundary; everything is under the empty branch. */
    public static boolean isUnder(String name, String branch) {
        return branch.isEmpty() || name.length() > branch.length() && name.startsWith(branch)
                && BOUNDARIES.indexOf(name.charAt(branch.length())) >= 0;
    }

    /** What the name begins with, cut at each boundary, longest first; those shorter than {@code shortest} are left out. */
    public static List<String> ancestors(String name, int shortest) {
        List<String> ancestors = new ArrayList<>();
        for (int i = name.length() - 1; i >= Math.max(shortest, 1); i--) {
            if (BOUNDARIES.indexOf(name.charAt(i)) >= 0) {
                ancestors.add(name.substring(0, i));
            }
        }
        return ancestors;
    }

    /** The name without its last segment; empty if it has only one. */
    public static String parent(String name) {
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }

    /** The last segment. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The name as seen from a branch above it. */
    public static String relative(String name, String branch) {
        return branch.isEmpty() ? name : name.substring(branch.length() + 1);
    }
}
