package dev.patchbay.matching.names;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tensors already have a PEFT name of a module of the base, and which modules therefore have an adapter. */
public final class MatchedNames {

    private final Map<String, String> addressByTensor = new HashMap<>();
    private final Map<String, String> tensorByAddress = new HashMap<>();

    public MatchedNames(List<TensorInfo> tensors, BaseModel base) {
        for (TensorInfo tensor : tensors) {
            for (ModuleDictionary dictionary : base.components()) {
                String component = dictionary.component() + ".";
                for (String suffix : List.of(Dialect.PEFT.ending(Part.DOWN), Dialect.PEFT.ending(Part.UP))) {
                    if (tensor.name().startsWith(component) && tensor.name().endsWith(suffix)) {
                        String address = tensor.name().substring(0, tensor.name().length() - suffix.length());
                        note(tensor, address, dictionary, component);
                    }
                }
            }
        }
    }

    private void note(TensorInfo tensor, String address, ModuleDictionary dictionary, String component) {
        if (address.length() > component.length() && dictionary.module(address.substring(component.length())).isPresent()) {
            addressByTensor.put(tensor.name(), address);
            tensorByAddress.putIfAbsent(address, tensor.name());
        }
    }

    /** Component and module of the tensor ({@code transformer.proj_out}), if its name is that of a module's adapter. */
    public Optional<String> of(String tensor) {
        return Optional.ofNullable(addressByTensor.get(tensor));
    }

    /** Name of a tensor of this module's adapter, if there is one. */
    public Optional<String> at(String component, String module) {
        return Optional.ofNullable(tensorByAddress.get(component + "." + module));
    }
}
