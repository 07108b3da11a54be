import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { SafeText } from "../../../kit/SafeText";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import { Answer } from "../../../shell/Answer";
import { copyText } from "../../../shell/problem/report";
import { color, mono, size, type, weight } from "../../../theme/vars";
import { recordsApi } from "../api";
import { linesOf, memberWords, type OtherLine } from "../record";

const Box = styled("article")({
  display: "grid",
  gap: 16,
  padding: size.padding,
  alignContent: "start",
  gridTemplateColumns: "minmax(0, 1fr)",
  "& h2": { ...type("title"), margin: 0, overflowWrap: "anywhere" },
  "& header p": { margin: "2px 0 0", color: color.text.muted },
});
const Lines = styled("dl")({
  margin: "8px 0 0",
  display: "grid",
  gap: "4px 16px",
  gridTemplateColumns: "minmax(7rem, max-content) minmax(0, 1fr)",
  "& dt": { color: color.text.subtle },
  "& dt[data-head]": { gridColumn: "1 / -1", color: color.text.ink, fontWeight: weight.medium, marginBlockStart: 6 },
  "& dd": { margin: 0, overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  "@media (max-width: 560px)": { gridTemplateColumns: "minmax(0, 1fr)" },
});
const Raw = styled("pre")({
  ...type("small"),
  fontFamily: mono,
  margin: "8px 0 0",
  padding: 12,
  maxBlockSize: 420,
  overflow: "auto",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
  background: color.surface.sunken,
  borderRadius: 6,
});

const Said = ({ body }: { body: unknown }): ReactNode => {
  const text = useText();
  const lines = linesOf(body, text("records-yes"), text("records-no"));
  if (lines.length === 0) return <Callout kind="waiting">{text("records-unreadable")}</Callout>;
  return (
    <Section title={text("records-fields")} level={3}>
      <Lines>
        {lines.map((line, at) => {
          const indent = { paddingInlineStart: line.depth * 14 };
          return line.text === "" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record stand still
            <dt key={at} data-head="" style={indent}>
              {line.label}
            </dt>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record stand still
            <Pair key={at} label={line.label} words={line.text} indent={indent} />
          );
        })}
      </Lines>
    </Section>
  );
};

const Pair = ({ label, words, indent }: { label: string; words: string; indent: object }): ReactNode => (
  <>
    <dt style={indent}>{label}</dt>
    <dd>
      <SafeText>{words}</SafeText>
    </dd>
  </>
);

/** One record as it came: what it says, and below it every sign of it. */
export const Record = ({ line }: { line: OtherLine }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const asked = recordsApi.useOtherRecordQuery({ doc: line.doc, item: line.item });
  return (
    <Answer asked={asked}>
      {(data) => {
        const body = data.items[0]?.body;
        const raw = JSON.stringify(body, null, 2) ?? "";
        return (
          <Box>
            <header>
              <h2>
                <SafeText>{memberWords(line.kind)}</SafeText>
              </h2>
              <p>
                {line.at > 0 ? format.staffDateTime(line.at) : text("kit-not-known")}{" "}
                {line.source ? text("records-from", { source: line.source }) : null}
              </p>
            </header>
            <Said body={body} />
            <Section
              title={text("records-raw")}
              level={3}
              action={
                <ActionButton kind="quiet" size="small" onClick={() => void copyText(raw).then(setCopied)}>
                  {text(copied ? "records-copied" : "records-copy")}
                </ActionButton>
              }
            >
              <Raw dir="ltr" tabIndex={0} role="group" aria-label={text("records-raw")}>
                {raw}
              </Raw>
            </Section>
          </Box>
        );
      }}
    </Answer>
  );
};
