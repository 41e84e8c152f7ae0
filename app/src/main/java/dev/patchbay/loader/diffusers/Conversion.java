package dev.patchbay.loader.diffusers;

/** The two dictionaries of a converter: names that it has not dealt with, and names that it has made. */
record Conversion(StateDict left, StateDict made) {

    static Conversion of(StateDict file) {
        StateDict left = new StateDict();
        left.putAll(file);
        return new Conversion(left, new StateDict());
    }
}
