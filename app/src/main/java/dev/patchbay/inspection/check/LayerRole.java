package dev.patchbay.inspection.check;

import dev.patchbay.message.Message;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** What layers are for that some models of a family have and others lack, told from words of their names. */
enum LayerRole {
    GUIDANCE("guidance"),
    IMAGE("(?:^|[._])img(?:[._]|$)|image|add_[kv]_proj|norm_added_k"),
    AUDIO("audio|(?:^|[._])av_"),
    CONTROL("vace|control"),
    FACE("face|motion|pose"),
    /** No word says it. */
    OTHER("");

    private final Pattern words;

    LayerRole(String words) {
        this.words = Pattern.compile(words);
    }

    /** The role that all of these modules have. */
    static LayerRole of(Collection<String> modules) {
        return Arrays.stream(values())
                .filter(role -> modules.stream().allMatch(module -> role.words.matcher(module).find()))
                .findFirst()
                .orElse(OTHER);
    }

    /** As in "the base has no …": "guidance embedding". */
    Message plural() {
        return Message.of("inspection.layers." + name().toLowerCase(Locale.ROOT));
    }
}
