package dev.patchbay.ui.settings;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.settings.FolderSetting;
import dev.patchbay.settings.Language;
import dev.patchbay.settings.Settings;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;

/**
 * What can be set. Each property is kept by its owner.
 *
 * @param fontScale per cent
 * @param device that previews run on
 * @param remembers whether files are listed as recent ones
 * @param forget empties that list
 * @param settings holds the chosen folders
 * @param usual the folder that holds while none was chosen
 * @param more rows of other parts: where previews run, what PyTorch finds
 */
public record SettingsParts(
        ObjectProperty<Language> language,
        ObjectProperty<Appearance> appearance,
        IntegerProperty fontScale,
        ObjectProperty<DeviceChoice> device,
        BooleanProperty remembers,
        Runnable forget,
        Settings settings,
        Function<FolderSetting, Path> usual,
        List<Node> more) {

    public SettingsParts {
        more = List.copyOf(more);
    }

    /** Makes everything what it is for a new person; files and work stay. */
    void reset() {
        for (FolderSetting folder : FolderSetting.values()) {
            settings.set(folder.setting(), folder.setting().standard());
        }
        appearance.set(Appearance.SYSTEM);
        fontScale.set(100);
        device.set(DeviceChoice.AUTO);
        remembers.set(true);
        language.set(Language.SYSTEM);
    }
}
