package dev.patchbay.generation.wan.prompt;

import dev.patchbay.resource.Resources;
import java.util.regex.Pattern;

/** Cleans prompts. The same text in another encoding, with typographic or straight quotes, makes the same clip. */
public final class CleanPrompt {

    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final CharacterReferences REFERENCES =
            CharacterReferences.read(Resources.text(CleanPrompt.class, "references.txt"));

    private CleanPrompt() {}

    /** The prompt that is tokenised. */
    public static String of(String prompt) {
        String mended = new MendedText(REFERENCES).of(prompt);
        String resolved = REFERENCES.resolved(REFERENCES.resolved(mended));
        return SPACE.matcher(resolved).replaceAll(" ").strip();
    }
}
