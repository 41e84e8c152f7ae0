package dev.patchbay.message;

import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of one area: {@code dev/patchbay/text/<area>.properties} of the module {@code ui-resources}. */
public final class MessageBundle {

    private static final String BUNDLES = "dev.patchbay.text.";

    /** English is the root bundle: a German system gets English, not whatever language the machine defaults to. */
    private static final ResourceBundle.Control ENGLISH_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private MessageBundle() {}

    /** In the language people chose ({@link Locale.Category#DISPLAY}). */
    public static ResourceBundle of(String area) {
        return of(area, Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** @throws java.util.MissingResourceException if there is no such area: a programming error that a test looks for */
    static ResourceBundle of(String area, Locale locale) {
        return ResourceBundle.getBundle(BUNDLES + area, written(locale), ENGLISH_FALLBACK);
    }

    /** There is one Chinese translation: a system that says {@code zh} and no country, or another country, gets it too. */
    private static Locale written(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : locale;
    }
}
