import { helpFeature } from "../features/help";
import { messagesFeature } from "../features/messages";
import { noticesFeature } from "../features/notices";
import { sessionFeature } from "../features/session";
import { screens } from "../features/session/screens";
import { settingsFeature } from "../features/settings";
import { syncFeature } from "../features/sync";
import { clinicTexts } from "../i18n/texts/clinic";
import { AppShell } from "../shell/AppShell";
import { mount } from "../shell/mount";

mount({
  surface: "clinic",
  texts: clinicTexts,
  screens,
  Frame: AppShell,
  features: [
    // The day, the chart and its parts.
    messagesFeature,
    // The frame's own.
    sessionFeature,
    syncFeature,
    noticesFeature,
    settingsFeature,
    helpFeature,
  ],
});
