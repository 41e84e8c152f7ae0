package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A compiled kernel file: TorchScript methods that are called by name. Compiled once for each pipeline; closed with the manager it lives
 * in.
 */
public final class Script {

    private final PtSymbolBlock block;

    private Script(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Compiles a kernel file.
     *
     * @param manager owns the compiled code
     * @param owner class that the file lies beside
     * @param name file name without its suffix
     */
    public static Script compile(PtNDManager manager, Class<?> owner, String name) throws IOException {
        return compile(manager, source(owner, name));
    }

    /**
     * Compiles the text of one kernel file, or of several that are used together.
     *
     * @param manager owns the compiled code
     */
    public static Script compile(PtNDManager manager, String source) throws IOException {
        byte[] archive = ScriptArchive.pack(source);
        return new Script(JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false));
    }

    /**
     * Compiles the kernel file of a transformer, which uses the layers that all of them have ({@code layers.torchscript} of this package).
     *
     * @param manager owns the compiled code
     * @param owner class that the file lies beside
     * @param name file name without its suffix
     */
    public static Script transformer(PtNDManager manager, Class<?> owner, String name) throws IOException {
        return compile(manager, source(Script.class, "layers") + source(owner, name));
    }

    /** The text of a kernel file beside a class. */
    public static String source(Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name + ".torchscript")) {
            if (in == null) {
                throw new FileNotFoundException(name + ".torchscript");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Runs a method that returns a tensor.
     *
     * @param owner manager of the result
     * @param arguments tensors, lists of tensors, dictionaries, numbers, flags, texts, shapes, or values that the caller closes
     */
    public PtNDArray call(PtNDManager owner, String method, Object... arguments) {
        try (IValue result = invoke(method, arguments)) {
            return result.toTensor(owner);
        }
    }

    /** Runs a method that returns a tuple of tensors. */
    public List<PtNDArray> callTuple(PtNDManager owner, String method, Object... arguments) {
        List<PtNDArray> tensors = new ArrayList<>();
        try (IValue result = invoke(method, arguments)) {
            for (IValue part : result.toIValueTuple()) {
                try (part) {
                    tensors.add(part.toTensor(owner));
                }
            }
        }
        return tensors;
    }

    /** Runs a method; the caller closes the result. */
    IValue invoke(String method, Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        List<IValue> temporary = new ArrayList<>();
        try {
            for (int i = 0; i < arguments.length; i++) {
                values[i] = arguments[i] instanceof IValue value ? value : wrap(arguments[i]);
                if (values[i] != arguments[i]) {
                    temporary.add(values[i]);
                }
            }
            return IValueUtils.runMethod(block, method, values);
        } finally {
            temporary.forEach(IValue::close);
        }
    }

    private static IValue wrap(Object argument) {
        return switch (argument) {
            case PtNDArray tensor -> IValue.from(tensor);
            case List<?> tensors -> IValue.listFrom(tensors.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
            case Map<?, ?> tensors -> dictionary(tensors);
            case Integer number -> IValue.from(number.longValue());
            case Double number -> IValue.from(number.doubleValue());
            case String text -> IValue.from(text);
            case Boolean flag -> IValue.from(flag.booleanValue());
            case long[] shape -> IValue.listFrom(shape);
            default -> throw new IllegalArgumentException(argument.getClass().getName());
        };
    }

    /** A {@code Dict[str, Tensor]} for repeated calls; the caller closes it. */
    public static IValue dictionary(Map<?, ?> tensors) {
        Map<String, PtNDArray> typed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> typed.put((String) name, (PtNDArray) tensor));
        return IValue.stringMapFrom(typed);
    }
}
