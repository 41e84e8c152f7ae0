package dev.patchbay.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.patchbay.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** The look of every window: AtlantaFX Primer, light or dark, with Patchbay's own style sheet and fonts. */
public final class Theme {

    private static final String SHEET = "/dev/patchbay/theme/patchbay.css";
    private static final List<String> FONTS =
            List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "JetBrainsMono-Regular.ttf");

    /** Font size in per cent. */
    public static final Setting<Integer> FONT_SCALE = Setting.whole("font.scale", 100, 80, 200);

    public static final Setting<Appearance> APPEARANCE = Setting.choice("appearance", Appearance.SYSTEM);

    private final IntegerProperty fontScale = new SimpleIntegerProperty(this, "fontScale", 100);
    private final ObjectProperty<Appearance> appearance = new SimpleObjectProperty<>(this, "appearance", Appearance.SYSTEM);

    /** The platform outlives every window, so it holds this listener weakly: whoever listens to this theme would stay with it. */
    private final InvalidationListener system = scheme -> apply();

    /** Loads the fonts and follows {@link #appearanceProperty}. Create it once, on the FX thread. */
    public Theme() {
        FONTS.forEach(Theme::load);
        appearance.subscribe(this::apply);
        Platform.getPreferences().colorSchemeProperty().addListener(new WeakInvalidationListener(system));
        apply();
    }

    public ObjectProperty<Appearance> appearanceProperty() {
        return appearance;
    }

    /** Size of all texts and rows, in per cent. */
    public IntegerProperty fontScaleProperty() {
        return fontScale;
    }

    /** Adds Patchbay's own style sheet; popups of the scene inherit it. */
    public static void addSheet(Scene scene) {
        scene.getStylesheets().add(Objects.requireNonNull(Theme.class.getResource(SHEET), SHEET).toExternalForm());
    }

    /**
     * Adds Patchbay's own style sheet in the chosen size of font, also when another one is chosen, and in what the language of now needs; a
     * closed window is not kept.
     */
    public void dress(Scene scene) {
        addSheet(scene);
        if (Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals(Locale.CHINESE.getLanguage())) {
            scene.getRoot().getStyleClass().add("chinese");
        }
        WeakReference<Scene> dressed = new WeakReference<>(scene);
        fontScale.subscribe(percent -> {
            Scene shown = dressed.get();
            if (shown != null) {
                shown.getStylesheets().setAll(ScaledSheet.of(SHEET, percent.intValue()));
            }
        });
    }

    public boolean isDark() {
        return switch (appearance.get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    /** Uses the compiled style sheets (.bss), which load in a third of the time of the CSS text. */
    private void apply() {
        Application.setUserAgentStylesheet((isDark() ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheetBSS());
    }

    private static void load(String font) {
        try (InputStream in = Theme.class.getResourceAsStream("/dev/patchbay/font/" + font)) {
            Font.loadFont(Objects.requireNonNull(in, font), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
