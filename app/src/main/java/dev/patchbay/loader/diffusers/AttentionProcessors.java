package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A UNet's attention processors in the order in which diffusers numbers them: its error messages, and files written around its hooks, say
 * {@code layers.2.to_v_lora.up.weight} for {@code down_blocks.0.attentions.1.transformer_blocks.0.attn1.processor.to_v_lora.up.weight}.
 */
public final class AttentionProcessors {

    private static final Pattern PROCESSOR = Pattern.compile("(.+\\.attn[12])\\.to_q");
    private static final Pattern NAMED = Pattern.compile("(?:unet\\.)?(.+\\.attn[12])\\.processor\\.(.+)");
    private static final Pattern NUMBERED = Pattern.compile("layers\\.(\\d{1,4})\\.(to_(?:q|k|v|out)_lora\\..+)");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}");

    /** Blocks in the order of the UNet's attributes: the middle one is made last. */
    private static final List<String> ORDER = List.of("down_blocks", "up_blocks", "mid_block");

    private final List<String> processors;

    private AttentionProcessors(List<String> processors) {
        this.processors = processors;
    }

    /** None for a base that is no UNet. */
    public static AttentionProcessors of(BaseModel base) {
        if (!base.main().component().equals("unet")) {
            return new AttentionProcessors(List.of());
        }
        Set<String> names = new LinkedHashSet<>();
        base.main().modules().stream().map(ModuleInfo::name).map(PROCESSOR::matcher).filter(Matcher::matches)
                .forEach(found -> names.add(found.group(1)));
        return new AttentionProcessors(names.stream()
                .sorted(Comparator.comparingInt(AttentionProcessors::place).thenComparing(AttentionProcessors::numbers)).toList());
    }

    private static int place(String name) {
        int place = ORDER.indexOf(name.substring(0, Math.max(0, name.indexOf('.'))));
        return place < 0 ? ORDER.size() : place;
    }

    /** The numbers in a name, as wide as each other so that they compare as text. */
    private static String numbers(String name) {
        return NUMBER.matcher(name).results().map(found -> String.format(Locale.ROOT, "%09d", Integer.parseInt(found.group())))
                .collect(Collectors.joining("."));
    }

    /** How diffusers calls a tensor of a processor: {@code layers.2.to_v_lora.up.weight}. */
    public Optional<String> numbered(String name) {
        Matcher matcher = NAMED.matcher(name);
        int number = matcher.matches() ? processors.indexOf(matcher.group(1)) : -1;
        return number < 0 ? Optional.empty() : Optional.of("layers." + number + "." + matcher.group(2));
    }

    /** Renames of numbered processors to their names; empty if the file has none that this UNet has. */
    public Optional<RuleSet> rules(List<String> names) {
        Set<Integer> numbers = new LinkedHashSet<>();
        names.stream().map(NUMBERED::matcher).filter(Matcher::matches).forEach(found -> numbers.add(Integer.parseInt(found.group(1))));
        List<RenameRule> rules = new ArrayList<>();
        try {
            for (int number : numbers) {
                if (number < processors.size()) {
                    rules.add(new RenameRule(
                            KeyPattern.parse("layers." + number + ".{rest:**}"),
                            NameTemplate.parse("unet." + processors.get(number) + ".processor.{rest}")));
                }
            }
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(RuleSet.of(List.copyOf(rules)));
    }
}
