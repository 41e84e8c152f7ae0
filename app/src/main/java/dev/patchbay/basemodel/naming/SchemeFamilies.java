package dev.patchbay.basemodel.naming;

import java.util.Map;
import java.util.Set;

/**
 * Which families are named by which schemes.
 *
 * @param schemes by family, for those that are named as another family is
 * @param shared families by a scheme that they share beside their own, such as diffusers' names of UNets
 * @param none what the family of a base is called that is of none
 */
record SchemeFamilies(Map<String, String> schemes, Map<String, Set<String>> shared, String none) {

    SchemeFamilies {
        schemes = Map.copyOf(schemes);
        shared = Map.copyOf(shared);
    }
}
