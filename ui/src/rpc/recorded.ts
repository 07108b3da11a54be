/** Answers of the real engine to replay in tests; a test in Rust keeps them equal to what it answers. */
import type { Commands } from "./gen";
import chartGet from "./recorded/chart_get.json";
import decisionList from "./recorded/decision_list.json";
import deviceInfo from "./recorded/device_info.json";
import diaryGet from "./recorded/diary_get.json";
import directoryList from "./recorded/directory_list.json";
import documentGet from "./recorded/document_get.json";
import draftGet from "./recorded/draft_get.json";
import draftList from "./recorded/draft_list.json";
import encounterList from "./recorded/encounter_list.json";
import newIds from "./recorded/new_ids.json";
import observationList from "./recorded/observation_list.json";
import otherList from "./recorded/other_list.json";
import patientGet from "./recorded/patient_get.json";
import patientList from "./recorded/patient_list.json";
import patientSearch from "./recorded/patient_search.json";
import quarantineExport from "./recorded/quarantine_export.json";
import quarantineList from "./recorded/quarantine_list.json";
import recentList from "./recorded/recent_list.json";
import status from "./recorded/status.json";
import syncRounds from "./recorded/sync_rounds.json";
import syncStatus from "./recorded/sync_status.json";
import threadGet from "./recorded/thread_get.json";
import threadList from "./recorded/thread_list.json";
import threadRecent from "./recorded/thread_recent.json";
import write from "./recorded/write.json";

const ALL = {
  chart_get: chartGet,
  decision_list: decisionList,
  device_info: deviceInfo,
  diary_get: diaryGet,
  directory_list: directoryList,
  document_get: documentGet,
  draft_get: draftGet,
  draft_list: draftList,
  encounter_list: encounterList,
  new_ids: newIds,
  observation_list: observationList,
  other_list: otherList,
  patient_get: patientGet,
  patient_list: patientList,
  patient_search: patientSearch,
  quarantine_export: quarantineExport,
  quarantine_list: quarantineList,
  recent_list: recentList,
  status: status,
  sync_rounds: syncRounds,
  sync_status: syncStatus,
  thread_get: threadGet,
  thread_list: threadList,
  thread_recent: threadRecent,
  write: write,
};

/** Commands of which an answer was recorded. */
export type Recorded = keyof typeof ALL;

/** The recorded answer, a fresh copy each time. */
export const recorded = <C extends Recorded>(cmd: C): Commands[C]["reply"] =>
  structuredClone(ALL[cmd]) as unknown as Commands[C]["reply"];
