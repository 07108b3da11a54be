import { auditFeature } from "../features/audit";
import { devicesFeature } from "../features/devices";
import { helpFeature } from "../features/help";
import { noticesFeature } from "../features/notices";
import { peopleFeature } from "../features/people";
import { reviewFeature } from "../features/review";
import { sessionFeature } from "../features/session";
import { screens } from "../features/session/screens";
import { settingsFeature } from "../features/settings";
import { syncFeature } from "../features/sync";
import { adminTexts } from "../i18n/texts/admin";
import { AppShell } from "../shell/AppShell";
import { mount } from "../shell/mount";

mount({
  surface: "admin",
  texts: adminTexts,
  screens,
  Frame: AppShell,
  features: [
    // The console.
    peopleFeature,
    devicesFeature,
    auditFeature,
    reviewFeature,
    // The frame's own.
    sessionFeature,
    syncFeature,
    noticesFeature,
    settingsFeature,
    helpFeature,
  ],
});
