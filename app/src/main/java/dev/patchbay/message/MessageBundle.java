package dev.patchbay.message;

import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of one area: {@code dev/patchbay/text/<area>.properties} of the module {@code ui-resources}. */
public final class MessageBundle {

    private static final String BUNDLES = "dev.patchbay.text.";

    /** English is the root bundle and the only fallback: for German, English is used and not the default language of the machine. */
    private static final ResourceBundle.Control ENGLISH_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private MessageBundle() {}

    /** The texts in the display language ({@link Locale.Category#DISPLAY}). */
    public static ResourceBundle of(String area) {
        return of(area, Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** @throws java.util.MissingResourceException if there is no such area; a test checks that this does not happen */
    static ResourceBundle of(String area, Locale locale) {
        return ResourceBundle.getBundle(BUNDLES + area, written(locale), ENGLISH_FALLBACK);
    }

    /** There is one Chinese translation, which is used for {@code zh} without or with any country. */
    private static Locale written(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : locale;
    }
}
