import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { Say } from "../../i18n/text";
import { useText } from "../../i18n/text";
import { Empty } from "../../kit/Empty";
import { Ltr } from "../../kit/Ltr";
import { Section } from "../../kit/Section";
import { type Format, useFormat } from "../../kit/useFormat";
import type { SyncRound } from "../../rpc/gen";
import { errorText, NO_ARGS } from "../../shell/problem/words";
import { color, type } from "../../theme/vars";
import { syncApi } from "./api";

const Scroll = styled("div")({ overflowX: "auto" });
const Table = styled("table")({
  borderCollapse: "collapse",
  inlineSize: "100%",
  "& th": { ...type("small"), textAlign: "start", color: color.text.subtle, whiteSpace: "nowrap" },
  "& :is(th, td)": { padding: "7px 12px", borderBlockEnd: `1px solid ${color.border.hairline}`, verticalAlign: "top" },
  "& :is(th, td):first-of-type": { paddingInlineStart: 0 },
  "& :is(th, td)[data-number]": { textAlign: "end", whiteSpace: "nowrap" },
});

/** `1.5 KiB`; whole bytes under one kibibyte. */
export const bytes = (text: Say, format: Format, count: number): string => {
  const one = (value: number): string => format.number(Math.round(value * 10) / 10);
  if (count < 1024) {
    return text("sync-bytes", { count: format.number(count) });
  }
  return count < 1024 * 1024
    ? text("sync-kibibytes", { count: one(count / 1024) })
    : text("sync-mebibytes", { count: one(count / 1024 / 1024) });
};

const what = (text: Say, round: SyncRound): string => {
  if (round.kind !== "failed") {
    return text(`sync-round-${round.kind}`);
  }
  const why = text(errorText(round.code ?? "internal"), { ...NO_ARGS });
  return text("sync-round-failed", { why });
};

/** The last rounds, newest first. */
export const Rounds = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { data } = syncApi.useRoundsQuery();
  const rounds = data?.rounds ?? [];
  return (
    <Section title={text("sync-rounds")} {...(rounds.length > 0 ? { count: String(rounds.length) } : {})}>
      {rounds.length === 0 ? (
        <Empty title={text("sync-rounds-none")} why={text("sync-rounds-why")} />
      ) : (
        <Scroll role="group" aria-label={text("sync-rounds")} tabIndex={0}>
          <Table>
            <thead>
              <tr>
                <th scope="col">{text("sync-round-at")}</th>
                <th scope="col">{text("sync-round-kind")}</th>
                <th scope="col" data-number="">
                  {text("sync-round-items")}
                </th>
                <th scope="col" data-number="">
                  {text("sync-round-up")}
                </th>
                <th scope="col" data-number="">
                  {text("sync-round-down")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rounds.map((round, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two rounds may end in one millisecond
                <tr key={`${round.at}-${at}`}>
                  <td>{format.staffDateTime(round.at)}</td>
                  <td>{what(text, round)}</td>
                  <td data-number="">{format.number(round.items)}</td>
                  <td data-number="">
                    <Ltr>{bytes(text, format, round.up_bytes)}</Ltr>
                  </td>
                  <td data-number="">
                    <Ltr>{bytes(text, format, round.down_bytes)}</Ltr>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Scroll>
      )}
    </Section>
  );
};
