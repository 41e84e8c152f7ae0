package dev.patchbay.fuzz;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import java.nio.charset.StandardCharsets;

/** A rule file; what is read has to survive being written. */
public final class RuleFileFuzz {

    private RuleFileFuzz() {}

    public static void fuzzerTestOneInput(byte[] file) throws RuleSyntaxException {
        RuleSet rules;
        try {
            rules = RuleSetCodec.read(new String(file, StandardCharsets.UTF_8));
        } catch (RuleSyntaxException e) {
            return;
        }
        RuleSet again = RuleSetCodec.read(RuleSetCodec.write(rules));
        if (!again.equals(rules)) {
            throw new AssertionError("read: " + rules + ", written and read again: " + again);
        }
    }
}
