/**
 * The panel with help: every command with its keys, versions and licences, and the doctor's report, which can be copied. Nothing here
 * decides anything; commands come from where they are declared, and
 * the report from where the command line gets it. Start with {@link HelpPanel}.
 */
@NullMarked
package dev.patchbay.ui.shell.help;

import org.jspecify.annotations.NullMarked;
