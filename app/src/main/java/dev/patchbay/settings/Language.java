package dev.patchbay.settings;

import java.util.Locale;

/** The language of window and command line. */
public enum Language {
    /** That of the system, if there is a translation, else English. */
    SYSTEM(Locale.getDefault(Locale.Category.DISPLAY)),
    ENGLISH(Locale.ENGLISH),
    CHINESE(Locale.SIMPLIFIED_CHINESE);

    /** The choice of a person. */
    public static final Setting<Language> SETTING = Setting.choice("language", SYSTEM);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** Makes it the language of all messages from now on. */
    public void use() {
        Locale.setDefault(Locale.Category.DISPLAY, locale);
    }
}
