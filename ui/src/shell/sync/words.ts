/** What the chip says. The core chooses the state; here it gets its words, its colour and its sign. */
import type { Say } from "../../i18n/text";
import type { IconName } from "../../kit/Icon";
import type { Format } from "../../kit/useFormat";
import type { SyncState } from "../../rpc/gen";
import type { Family } from "../../theme/vars";

/** The chip, ready to draw. */
export interface ChipWords {
  family: Family;
  icon: IconName | "dot";
  main: string;
  /** The second, quiet segment: where the work is while something else is on top. */
  second: { icon: IconName | "dot"; words: string } | null;
  /** Both together, as they are read out. */
  whole: string;
  /** Whether it must be told at once. */
  urgent: boolean;
}

/** How long in words: `about 6 min` gets its number here. */
export const timeLeft = (text: Say, seconds: number): string => {
  if (seconds < 60) {
    return text("sync-seconds", { count: Math.max(1, Math.round(seconds)) });
  }
  return seconds < 3600
    ? text("sync-minutes", { count: Math.round(seconds / 60) })
    : text("sync-hours", { count: Math.round(seconds / 3600) });
};

/** Why sending stopped, short; a wrong clock says by how much. */
export const blockReason = (text: Say, sync: SyncState): string => {
  const off = sync.clock_off_ms ?? 0;
  if (sync.blocked !== "clock_wrong" || Math.abs(off) < 60_000) {
    return text(`sync-block-${sync.blocked ?? "busy"}`);
  }
  return text(off > 0 ? "sync-clock-ahead" : "sync-clock-behind", { time: timeLeft(text, Math.abs(off) / 1000) });
};

type Main = Pick<ChipWords, "family" | "icon" | "main">;

const staffMain = (text: Say, format: Format, sync: SyncState): Main => {
  const { chip } = sync;
  switch (chip.state) {
    case "blocked": {
      const reason = blockReason(text, sync);
      return { family: "stopped", icon: "stop", main: text("sync-blocked", { reason }) };
    }
    case "needs_you": {
      const main = sync.decisions > 0 ? text("sync-to-decide", { count: sync.decisions }) : null;
      const refused = main ?? text("sync-not-accepted", { count: sync.refused });
      return { family: "needs", icon: main === null ? "warn" : "split", main: refused };
    }
    case "first_download": {
      const words = text("sync-first-download", { done: chip.count, total: chip.of });
      const left = sync.left_seconds;
      const main = left === null ? words : text("sync-first-left", { words, time: timeLeft(text, left) });
      return { family: "sending", icon: "download", main };
    }
    case "sending":
      return { family: "sending", icon: "send", main: text("sync-sending", { done: chip.count, total: chip.of }) };
    case "waiting": {
      const words = text("sync-waiting", { count: chip.count });
      return { family: "waiting", icon: "dot", main: chip.online ? words : text("sync-waiting-offline", { words }) };
    }
    case "offline":
      return { family: "waiting", icon: "offline", main: text("sync-offline") };
    case "up_to_date": {
      const time = chip.at === null ? text("sync-never") : format.recent(chip.at);
      return { family: "ok", icon: "check", main: text("sync-up-to-date", { time }) };
    }
  }
};

const patientMain = (text: Say, format: Format, sync: SyncState): Main => {
  const { chip } = sync;
  switch (chip.state) {
    case "blocked":
      return { family: "stopped", icon: "stop", main: text("sync-patient-blocked") };
    case "needs_you":
      return { family: "needs", icon: "warn", main: text("sync-patient-needs") };
    case "first_download":
      return {
        family: "sending",
        icon: "download",
        main: text("sync-patient-first", { done: chip.count, total: chip.of }),
      };
    case "sending":
      return { family: "sending", icon: "send", main: text("sync-patient-sending") };
    case "waiting":
      return { family: "waiting", icon: "dot", main: text("sync-patient-waiting", { count: chip.count }) };
    case "offline":
      return { family: "waiting", icon: "offline", main: text("sync-patient-offline") };
    case "up_to_date": {
      const main =
        chip.at === null
          ? text("sync-patient-never")
          : text("sync-patient-up-to-date", { time: format.patientRecent(chip.at) });
      return { family: "ok", icon: "check", main };
    }
  }
};

/** What is not sent; beside what needs a person, also that all is sent, or that there is no contact. */
const secondOf = (text: Say, format: Format, sync: SyncState, patient: boolean): ChipWords["second"] => {
  const { chip } = sync;
  if (chip.unsent > 0) {
    return { icon: "dot", words: text(patient ? "sync-patient-unsent" : "sync-unsent", { count: chip.unsent }) };
  }
  if (chip.state !== "needs_you" || patient) {
    return null;
  }
  const heard = Math.max(sync.sent_at ?? 0, sync.pulled_at ?? 0);
  if (!chip.online) {
    return { icon: "offline", words: text("sync-offline-short") };
  }
  return heard === 0 ? null : { icon: "check", words: text("sync-up-to-date", { time: format.recent(heard) }) };
};

/** The words for `sync`; patients read their own. */
export const chipWords = (text: Say, format: Format, sync: SyncState, patient = false): ChipWords => {
  const { chip } = sync;
  const main = patient ? patientMain(text, format, sync) : staffMain(text, format, sync);
  // While changes go out or wait, the first words already count them.
  const counted = chip.state === "waiting" || (chip.state === "sending" && chip.unsent <= chip.of);
  const second = counted ? null : secondOf(text, format, sync, patient);
  return {
    ...main,
    second,
    whole: second === null ? main.main : text("sync-sign", { words: main.main, unsent: second.words }),
    urgent: chip.state === "blocked" || chip.state === "needs_you",
  };
};
