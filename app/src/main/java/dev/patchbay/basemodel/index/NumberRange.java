package dev.patchbay.basemodel.index;

/** Numbers from {@code first} to {@code last}, both included. */
public record NumberRange(int first, int last) {

    boolean has(int number) {
        return first <= number && number <= last;
    }

    public int size() {
        return last - first + 1;
    }
}
