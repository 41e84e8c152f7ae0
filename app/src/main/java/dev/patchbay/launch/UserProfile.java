package dev.patchbay.launch;

import dev.patchbay.settings.FolderSetting;
import dev.patchbay.settings.Settings;
import dev.patchbay.workspace.AppFolders;
import dev.patchbay.workspace.place.PlaceFolders;
import dev.patchbay.workspace.saved.Sessions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What stays between two starts.
 *
 * @param folders of this person
 * @param settings what a person has chosen
 * @param state what windows were doing: place, recent files
 * @param sessions work that is in no file yet
 */
record UserProfile(AppFolders folders, Settings settings, Settings state, Sessions sessions) {

    private static final Path HOME = Path.of(System.getProperty("user.home"));

    static UserProfile in(AppFolders folders) {
        return new UserProfile(
                folders,
                Settings.open(folders.settings().resolve("settings.json")),
                Settings.open(folders.state().resolve("state.json")),
                new Sessions(folders.state().resolve("sessions")));
    }

    /** Folder of base models of a person's own. */
    Path models() {
        return settings.get(FolderSetting.MODELS.setting()).orElse(usual(FolderSetting.MODELS));
    }

    /** Folder of a person's own rule files. */
    Path rules() {
        return settings.get(FolderSetting.RULES.setting()).orElse(usual(FolderSetting.RULES));
    }

    /** The variables of this process; a folder that was chosen here comes before that of a variable. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        settings.get(FolderSetting.HUGGINGFACE.setting()).ifPresent(folder -> variables.put("HF_HUB_CACHE", folder.toString()));
        settings.get(FolderSetting.COMFYUI.setting()).ifPresent(folder -> variables.put("COMFYUI_PATH", folder.toString()));
        return variables;
    }

    /** The folder that holds while none was chosen; that of ComfyUI is looked for in several places. */
    Path usual(FolderSetting folder) {
        return switch (folder) {
            case MODELS, RULES -> folders.settings().resolve(folder.word());
            case HUGGINGFACE -> PlaceFolders.of(HOME, System.getenv()).hub();
            case COMFYUI -> HOME.resolve("ComfyUI");
        };
    }
}
