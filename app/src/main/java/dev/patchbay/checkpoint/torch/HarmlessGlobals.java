package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.pickle.PickleGlobal;
import dev.patchbay.checkpoint.storage.TorchTypes;
import java.util.Set;

/**
 * Classes and functions that ordinary checkpoints contain and that only build plain values in Python, so that no warning is needed. Exact
 * names, not whole packages: most packages also have functions that execute what they are given.
 */
final class HarmlessGlobals {

    private static final Set<String> NAMES = Set.of(
            "_codecs.encode",
            "argparse.Namespace",
            "collections.Counter",
            "collections.OrderedDict",
            "collections.defaultdict",
            "collections.deque",
            "copy_reg._reconstructor",
            "copyreg._reconstructor",
            "datetime.date",
            "datetime.datetime",
            "datetime.time",
            "datetime.timedelta",
            "datetime.timezone",
            "decimal.Decimal",
            "fractions.Fraction",
            "numpy._core.multiarray._reconstruct",
            "numpy._core.multiarray.scalar",
            "numpy._core.numeric._frombuffer",
            "numpy.core.multiarray._reconstruct",
            "numpy.core.multiarray.scalar",
            "numpy.core.numeric._frombuffer",
            "numpy.dtype",
            "numpy.ndarray",
            "pathlib.Path",
            "pathlib.PosixPath",
            "pathlib.PurePosixPath",
            "pathlib.WindowsPath",
            "torch.Size",
            "torch.Tensor",
            "torch._tensor._rebuild_from_type_v2",
            "torch._utils._rebuild_device_tensor_from_cpu_tensor",
            "torch._utils._rebuild_device_tensor_from_numpy",
            "torch._utils._rebuild_meta_tensor_no_storage",
            "torch._utils._rebuild_nested_tensor",
            "torch._utils._rebuild_parameter",
            "torch._utils._rebuild_parameter_with_state",
            "torch._utils._rebuild_qtensor",
            "torch._utils._rebuild_sparse_tensor",
            "torch._utils._rebuild_tensor",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_tensor_v3",
            "torch._utils._rebuild_wrapper_subclass",
            "torch.device",
            "torch.nn.parameter.Parameter",
            "torch.nn.parameter.Buffer",
            "torch.serialization._get_layout",
            "torch.per_channel_affine",
            "torch.per_channel_affine_float_qparams",
            "torch.per_tensor_affine",
            "torch.storage.TypedStorage",
            "torch.storage.UntypedStorage",
            "types.SimpleNamespace",
            "uuid.UUID");

    /** Python's built-in types, in versions 3 and 2; {@code eval}, {@code getattr} and the like are left out. */
    private static final Set<String> BUILTINS =
            Set.of("Ellipsis", "NotImplemented", "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list",
                    "long",
                    "object", "range", "set", "slice", "str", "tuple", "unicode", "xrange");

    private HarmlessGlobals() {}

    static boolean contains(PickleGlobal global) {
        String module = global.module();
        if (module.equals("builtins") || module.equals("__builtin__")) {
            return BUILTINS.contains(global.name());
        }
        boolean torchType = TorchTypes.isElementType(global)
                || (module.equals("torch") && !global.name().contains(".") && global.name().endsWith("Storage"));
        return torchType || NAMES.contains(global.toString());
    }
}
