import { helpFeature } from "../features/help";
import { noticesFeature } from "../features/notices";
import { patientHomeFeature } from "../features/patient-home";
import { patientMedicinesFeature } from "../features/patient-medicines";
import { patientMessagesFeature } from "../features/patient-messages";
import { patientMoreFeature } from "../features/patient-more";
import { patientReadingsFeature } from "../features/patient-readings";
import { sessionFeature } from "../features/session";
import { screens } from "../features/session/screens";
import { settingsFeature } from "../features/settings";
import { syncFeature } from "../features/sync";
import { patientTexts } from "../i18n/texts/patient";
import { mount } from "../shell/mount";
import { PatientShell } from "../shell/PatientShell";

mount({
  surface: "patient",
  texts: patientTexts,
  screens,
  Frame: PatientShell,
  features: [
    // What a patient has.
    patientHomeFeature,
    patientMedicinesFeature,
    patientReadingsFeature,
    patientMessagesFeature,
    patientMoreFeature,
    // The frame's own.
    sessionFeature,
    syncFeature,
    noticesFeature,
    settingsFeature,
    helpFeature,
  ],
});
