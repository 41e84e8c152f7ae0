package dev.patchbay.checkpoint.quantised;

import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The formats of {@code formats.json}, the first that suits first: SVDQuant, GPTQ, AWQ, HQQ, EETQ, compressed-tensors, SDNQ. They are named
 * and shown with the shape that is meant, not computed.
 */
final class NamedFormatsJson implements Scheme {

    private static final List<CompanionFormat> FORMATS = formats();

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) {
        return FORMATS.stream().map(format -> format.weight(file, codes)).flatMap(Optional::stream).findFirst();
    }

    private static List<CompanionFormat> formats() {
        List<CompanionFormat> formats = new ArrayList<>();
        JsonMapper.shared().readTree(Resources.text(NamedFormatsJson.class, "formats.json")).forEach(node -> formats.add(format(node)));
        return List.copyOf(formats);
    }

    private static CompanionFormat format(JsonNode node) {
        Set<DType> types = EnumSet.noneOf(DType.class);
        strings(node.path("types")).forEach(type -> types.add(DType.valueOf(type)));
        return new CompanionFormat(
                node.path("name").asString(),
                node.path("codes").asString(),
                types,
                node.has("dimensions") ? Optional.of(node.path("dimensions").asInt()) : Optional.empty(),
                strings(node.path("requires")),
                strings(node.path("companions")),
                strings(node.path("where")).stream().map(Extent::new).toList(),
                strings(node.path("shape")).stream().map(Extent::new).toList());
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
}
