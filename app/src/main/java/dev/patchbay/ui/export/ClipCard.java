package dev.patchbay.ui.export;

import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.ui.fx.Texts;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** For which transformers the names of a text encoder are. Shown only where the plan has such names and the program leaves the choice. */
final class ClipCard extends VBox {

    private final Map<ClipNames, RadioButton> choices = new EnumMap<>(ClipNames.class);

    ClipCard(ExportViewModel viewModel) {
        super(8);
        setId("export-clip");
        getStyleClass().add("export-card");
        ToggleGroup group = new ToggleGroup();
        for (ClipNames names : new ClipNames[] {ClipNames.TRANSFORMERS_5, ClipNames.TRANSFORMERS_4}) {
            RadioButton button = new RadioButton(Texts.of("exportview.clip." + names.version()));
            button.setId("export-clip-" + names.version());
            button.setToggleGroup(group);
            button.setWrapText(true);
            button.setMinHeight(USE_PREF_SIZE);
            button.setOnAction(event -> viewModel.clipProperty().set(names));
            choices.put(names, button);
            getChildren().add(button);
        }
        viewModel.clipProperty().subscribe(chosen -> choices.forEach((names, button) -> button.setSelected(names == chosen)));
    }

    /** True if the plan's names would be others for the other release. */
    static boolean matters(ExportPlan plan) {
        return plan.clip().filter(names -> plan.target().loader().clip(other(names)) != names).isPresent();
    }

    private static ClipNames other(ClipNames names) {
        return names == ClipNames.TRANSFORMERS_5 ? ClipNames.TRANSFORMERS_4 : ClipNames.TRANSFORMERS_5;
    }
}
