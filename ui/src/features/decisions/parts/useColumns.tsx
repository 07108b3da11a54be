import type { ReactNode } from "react";
import { type Say, useText } from "../../../i18n/text";
import { NotSentYet } from "../../../kit/NotSentYet";
import { SafeText } from "../../../kit/SafeText";
import { type Format, useFormat } from "../../../kit/useFormat";
import { useMe } from "../../../shell/session";
import { decisionsApi } from "../api";
import { type Behind, type Dispute, letterOf } from "../dispute";
import { useAlso } from "../useAlso";
import { type DisputeWords, useWords } from "../words";

/** One value with everything said about it. */
export interface Column {
  key: string;
  /** `A`, `B`; empty for what was before. */
  letter: string;
  head: string;
  main: string;
  rest: string;
  /** Amounts run left to right in every language. */
  ltr: boolean;
  rows: readonly { label: string; value: ReactNode }[];
}

const headOf = (text: Say, words: DisputeWords, all: readonly Behind[], one: Behind): string => {
  const first = all[0]?.claimedAt ?? null;
  if (one.claimedAt === null || first === null) return text("decisions-time-unknown");
  if (one === all[0]) return text("decisions-first");
  const gap = one.claimedAt - first;
  return gap < 60_000 ? text("decisions-same-time") : text("decisions-later", { time: words.lasting(gap) });
};

const windowOf = (text: Say, format: Format, one: Behind): string => {
  const from = one.notBefore === null ? null : format.staffDateTime(one.notBefore);
  const sameDay = one.notBefore !== null && format.staffDate(one.notBefore) === format.staffDate(one.sentAt);
  const to = one.sentAt === null ? null : sameDay ? format.clock(one.sentAt) : format.staffDateTime(one.sentAt);
  if (from !== null && to !== null) return text("decisions-window", { from, to });
  if (from !== null) return text("decisions-window-open", { from });
  return to === null ? text("decisions-time-unknown") : text("decisions-window-before", { to });
};

const Quoted = ({ reason }: { reason: string | null }): ReactNode => {
  const text = useText();
  return reason === null ? text("decisions-none") : text("decisions-quote", { reason });
};

const deviceOf = (text: Say, one: Behind, own: string | null): string => {
  if (one.device === null) return text("decisions-device-unknown");
  return one.device === own
    ? text("decisions-device-this")
    : text("decisions-device-other", { code: one.device.replaceAll("-", "").slice(-4) });
};

/** The columns of a card: what was before, then each value in the order in which it was decided. */
export const useColumns = (dispute: Dispute): Column[] => {
  const text = useText();
  const format = useFormat();
  const words = useWords(dispute);
  const { me, device } = useOwn();
  const alsoOf = useAlso(dispute);
  const at = (moment: number | null): string =>
    moment === null ? text("decisions-time-unknown") : format.staffDateTime(moment);
  // Where nothing bounds a value from below, its window says no more than when it was sent.
  const bounded = dispute.alternatives.some((one) => one.notBefore !== null);
  const rows = (one: Behind, isBase: boolean): Column["rows"] => [
    { label: text("decisions-row-by"), value: words.by(one, me) },
    { label: text("decisions-row-device"), value: deviceOf(text, one, device) },
    { label: text("decisions-row-decided"), value: isBase ? at(one.claimedAt) : <b>{at(one.claimedAt)}</b> },
    {
      label: text("decisions-row-sent"),
      value: one.unsent ? <NotSentYet /> : one.sentAt === null ? "" : at(one.sentAt),
    },
    ...(bounded ? [{ label: text("decisions-row-window"), value: isBase ? "" : windowOf(text, format, one) }] : []),
    { label: text("decisions-row-reason"), value: <Quoted reason={one.reason} /> },
    { label: text("decisions-row-also"), value: isBase ? "" : <SafeText>{alsoOf(one)}</SafeText> },
  ];
  const column = (one: Behind, index: number): Column => ({
    key: one.change || String(index),
    letter: index < 0 ? "" : letterOf(index),
    head: index < 0 ? text("decisions-before") : headOf(text, words, dispute.alternatives, one),
    ...words.value(one.value),
    ltr: typeof one.value === "object" && one.value !== null && ("product" in one.value || "unit" in one.value),
    rows: rows(one, index < 0),
  });
  const base = dispute.base ? [column(dispute.base, -1)] : [];
  return [...base, ...dispute.alternatives.map((one, index) => column(one, index))];
};

/** Who is in, and on which device. */
const useOwn = (): { me: string; device: string | null } => {
  const me = useMe();
  const { data } = decisionsApi.useDecideDeviceQuery();
  return { me: me.user, device: data?.device ?? null };
};
