import { allergiesFeature } from "../features/allergies";
import { chartFeature } from "../features/chart";
import { decisionsFeature } from "../features/decisions";
import { helpFeature } from "../features/help";
import { medicinesFeature } from "../features/medicines";
import { messagesFeature } from "../features/messages";
import { notesFeature } from "../features/notes";
import { noticesFeature } from "../features/notices";
import { patientsFeature } from "../features/patients";
import { problemsFeature } from "../features/problems";
import { recordsFeature } from "../features/records";
import { refusedFeature } from "../features/refused";
import { sessionFeature } from "../features/session";
import { screens } from "../features/session/screens";
import { settingsFeature } from "../features/settings";
import { syncFeature } from "../features/sync";
import { todayFeature } from "../features/today";
import { vitalsFeature } from "../features/vitals";
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
    todayFeature,
    patientsFeature,
    chartFeature,
    medicinesFeature,
    problemsFeature,
    allergiesFeature,
    vitalsFeature,
    notesFeature,
    recordsFeature,
    decisionsFeature,
    refusedFeature,
    messagesFeature,
    // The frame's own.
    sessionFeature,
    syncFeature,
    noticesFeature,
    settingsFeature,
    helpFeature,
  ],
});
