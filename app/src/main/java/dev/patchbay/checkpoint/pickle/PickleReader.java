package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one pickle, protocols 0 to 5. It is a small stack machine that can only build values: what Python would import and call is passed
 * to {@link PickleConstructors} as a name and arguments.
 *
 * <p>Values are {@link String}, {@link Long}, {@link java.math.BigInteger}, {@link Double}, {@link Boolean}, {@link PickleNone}, the
 * other types of this package, and what the constructors make.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py, which describes every instruction</a>
 */
public final class PickleReader {

    private static final int HIGHEST_PROTOCOL = 5;

    private final PickleInput input;
    private final PickleBudget budget;
    private final PickleStack stack;
    private final PickleConstructors constructors;
    private final ReadLimits limits;

    /**
     * @param file for messages
     * @param bytes the pickle; bytes after its end are ignored
     */
    public PickleReader(Path file, MemorySegment bytes, ReadLimits limits, PickleConstructors constructors) {
        this.input = new PickleInput(file, bytes, limits);
        this.budget = new PickleBudget(input);
        this.stack = new PickleStack(input, limits, budget);
        this.constructors = constructors;
        this.limits = limits;
    }

    /**
     * Reads to the end of the pickle.
     *
     * @throws CheckpointException if it is truncated, invalid, or exceeds the limits
     */
    public Object read() throws CheckpointException {
        for (long count = 0; count < limits.opcodes(); count++) {
            int instruction = input.nextInstruction();
            if (instruction == '.') {
                return stack.pop();
            }
            if (!number(instruction) && !textOrBytes(instruction) && !container(instruction) && !call(instruction) && !memo(instruction)) {
                throw input.fault("checkpoint.pickle.unknownInstruction", Integer.toHexString(instruction));
            }
        }
        throw input.fault("checkpoint.pickle.opcodes", limits.opcodes());
    }

    /** How many bytes were read; after {@link #read}, the length of the pickle. */
    public long bytesRead() {
        return input.position();
    }

    /** None, booleans and numbers. */
    private boolean number(int instruction) throws CheckpointException {
        switch (instruction) {
            case 'N' -> stack.push(PickleNone.NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'J' -> stack.push((long) input.signedInt());
            case 'K' -> stack.push((long) input.unsignedByte());
            case 'M' -> stack.push((long) input.unsignedShort());
            case 'G' -> stack.push(input.bigEndianDouble());
            case 0x8a -> stack.push(PickleNumbers.littleEndian(input, input.unsignedByte()));
            case 0x8b -> stack.push(PickleNumbers.littleEndian(input, input.signedInt()));
            case 'I' -> stack.push(PickleNumbers.integerLine(input));
            case 'L' -> stack.push(PickleNumbers.longLine(input));
            case 'F' -> stack.push(PickleNumbers.floatLine(input));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean textOrBytes(int instruction) throws CheckpointException {
        switch (instruction) {
            case 0x8c -> stack.push(input.text(input.unsignedByte(), StandardCharsets.UTF_8));
            case 'X' -> stack.push(input.text(input.unsignedInt(), StandardCharsets.UTF_8));
            case 0x8d -> stack.push(input.text(input.signedLong(), StandardCharsets.UTF_8));
            case 'U' -> stack.push(input.text(input.unsignedByte(), StandardCharsets.ISO_8859_1));
            case 'T' -> stack.push(input.text(input.signedInt(), StandardCharsets.ISO_8859_1));
            case 'S' -> stack.push(PickleTexts.quoted(input));
            case 'V' -> stack.push(PickleTexts.rawUnicodeEscape(input.line(StandardCharsets.ISO_8859_1)));
            case 'C' -> stack.push(input.skip(input.unsignedByte()));
            case 'B' -> stack.push(input.skip(input.unsignedInt()));
            case 0x8e, 0x96 -> stack.push(input.skip(input.signedLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int instruction) throws CheckpointException {
        switch (instruction) {
            case '(' -> stack.mark();
            case ')' -> stack.push(new PickleTuple(List.of()));
            case 't' -> stack.push(new PickleTuple(stack.popToMark()));
            case 0x85 -> pushTuple(1);
            case 0x86 -> pushTuple(2);
            case 0x87 -> pushTuple(3);
            case ']', 0x8f -> stack.push(new PickleList());
            case 'l', 0x91 -> pushList(stack.popToMark());
            case 'a' -> append(List.of(stack.pop()));
            case 'e', 0x90 -> append(stack.popToMark());
            case '}' -> stack.push(new PickleDict());
            case 'd' -> pushDict(stack.popToMark());
            case 's' -> setOne();
            case 'u' -> set(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Instructions that import or call something in Python. */
    private boolean call(int instruction) throws CheckpointException {
        switch (instruction) {
            case 'c' -> stack.push(global(input.line(), input.line()));
            case 0x93 -> pushGlobalOfStack();
            case 0x82 -> stack.push(extension(input.unsignedByte()));
            case 0x83 -> stack.push(extension(input.unsignedShort()));
            case 0x84 -> stack.push(extension(input.unsignedInt()));
            case 'R', 0x81 -> reduce();
            case 0x92 -> {
                stack.pop();
                reduce();
            }
            case 'i' -> stack.push(called(global(input.line(), input.line()), stack.popToMark()));
            case 'o' -> pushObject(stack.popToMark());
            case 'b' -> build();
            case 'P' -> stack.push(persistent(input.line()));
            case 'Q' -> stack.push(persistent(stack.pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Instructions for memo, stack and frames. */
    private boolean memo(int instruction) throws CheckpointException {
        switch (instruction) {
            case 'q' -> stack.remember(input.unsignedByte());
            case 'r' -> stack.remember(input.unsignedInt());
            case 'p' -> stack.remember(PickleNumbers.memoLine(input));
            case 0x94 -> stack.rememberNext();
            case 'h' -> stack.recall(input.unsignedByte());
            case 'j' -> stack.recall(input.unsignedInt());
            case 'g' -> stack.recall(PickleNumbers.memoLine(input));
            case '0' -> stack.drop();
            case '1' -> stack.popToMark();
            case '2' -> stack.repeat();
            case 0x80 -> protocol(input.unsignedByte());
            case 0x95 -> input.frame(input.signedLong());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol(int version) throws CheckpointException {
        if (version > HIGHEST_PROTOCOL) {
            throw input.fault("checkpoint.pickle.protocol", version);
        }
    }

    private void pushTuple(int size) throws CheckpointException {
        List<Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elements.addFirst(stack.pop());
        }
        stack.push(new PickleTuple(elements));
    }

    private void pushList(List<Object> elements) throws CheckpointException {
        budget.elements(elements);
        PickleList list = new PickleList();
        list.addAll(elements);
        stack.push(list);
    }

    private void append(List<Object> elements) throws CheckpointException {
        budget.elements(elements);
        switch (stack.top()) {
            case PickleList list -> list.addAll(elements);
            case PickleObject object -> object.elements().addAll(elements);
            default -> throw input.fault("checkpoint.pickle.badInstruction");
        }
    }

    private void pushDict(List<Object> keysAndValues) throws CheckpointException {
        stack.push(new PickleDict());
        set(keysAndValues);
    }

    private void setOne() throws CheckpointException {
        Object value = stack.pop();
        set(List.of(stack.pop(), value));
    }

    private void set(List<Object> keysAndValues) throws CheckpointException {
        budget.entries(keysAndValues);
        boolean complete =
                switch (stack.top()) {
                    case PickleDict dict -> dict.putAll(keysAndValues);
                    case PickleObject object -> object.entries().putAll(keysAndValues);
                    default -> false;
                };
        if (!complete) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
    }

    private PickleGlobal global(String module, String name) {
        PickleGlobal global = new PickleGlobal(module, name);
        constructors.named(global);
        return global;
    }

    private void pushGlobalOfStack() throws CheckpointException {
        if (stack.pop() instanceof String name && stack.pop() instanceof String module) {
            stack.push(global(module, name));
        } else {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
    }

    /** A class or function by its number in Python's extension registry. */
    private PickleGlobal extension(long code) {
        return global("copyreg", "extension_" + code);
    }

    private void reduce() throws CheckpointException {
        if (!(stack.pop() instanceof PickleTuple arguments)) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
        stack.push(called(stack.pop(), arguments.elements()));
    }

    private void pushObject(List<Object> callableAndArguments) throws CheckpointException {
        if (callableAndArguments.isEmpty()) {
            throw input.fault("checkpoint.pickle.stack");
        }
        stack.push(called(callableAndArguments.getFirst(), callableAndArguments.subList(1, callableAndArguments.size())));
    }

    private Object called(Object callable, List<Object> arguments) throws CheckpointException {
        return callable instanceof PickleGlobal global
                ? constructors.call(global, arguments).orElseThrow(() -> input.fault("checkpoint.pickle.badCall", global))
                : new PickleObject(callable, arguments);
    }

    /** Sets the attributes of the object below; other values than {@link PickleObject} ignore them. */
    private void build() throws CheckpointException {
        Object state = stack.pop();
        if (stack.top() instanceof PickleObject object) {
            object.setState(state);
        }
    }

    private Object persistent(Object id) throws CheckpointException {
        return constructors.persistent(id).orElseThrow(() -> input.fault("checkpoint.pickle.badReference"));
    }
}
