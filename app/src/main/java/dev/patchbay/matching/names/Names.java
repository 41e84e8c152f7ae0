package dev.patchbay.matching.names;

import java.util.ArrayList;
import java.util.List;

/** Prefixes of names: branches, parents, last segments. */
public final class Names {

    private static final String BOUNDARIES = "._-";

    private Names() {}

    /** True if the name starts with the branch and goes on with a boundary character; every name is under the empty branch. */
    public static boolean isUnder(String name, String branch) {
        return branch.isEmpty() || name.length() > branch.length() && name.startsWith(branch)
                && BOUNDARIES.indexOf(name.charAt(branch.length())) >= 0;
    }

    /** The prefixes of the name that end before a boundary, longest first, down to the length {@code shortest}. */
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

    /** The name without the branch above it. */
    public static String relative(String name, String branch) {
        return branch.isEmpty() ? name : name.substring(branch.length() + 1);
    }
}
