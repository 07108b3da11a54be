import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Disputed } from "../../../kit/Disputed";
import { Icon } from "../../../kit/Icon";
import { MoreMenu } from "../../../kit/MoreMenu";
import { NotAgreed } from "../../../kit/NotAgreed";
import { NotSentYet } from "../../../kit/NotSentYet";
import { Provenance } from "../../../kit/Provenance";
import { RowActs, RowItem, RowMeta } from "../../../kit/Rows";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import { type AllergyRow, isStanding, labelOf, settled } from "../../../rpc/clinical";
import { useNames } from "../../../shell/people";
import { type ChartFacts, decidePath } from "../../../shell/record";
import { useWorkspace } from "../../../shell/workspace";
import { color, weight } from "../../../theme/vars";
import { clinicalWord, criticalityWord, severityWord, verificationWord } from "../words";

const Substance = styled("span")({
  fontWeight: weight.strong,
  color: color.high.text,
  "&[data-past]": { color: "inherit", fontWeight: weight.medium },
});

/** The words that two people wrote about one question. */
const Apart = ({ row }: { row: AllergyRow }): ReactNode => {
  const text = useText();
  const both = [
    row.criticality?.both ? row.criticality.values.map((word) => criticalityWord(text, word)) : null,
    row.clinical?.both ? row.clinical.values.map((word) => clinicalWord(text, word)) : null,
    row.verification?.both ? row.verification.values.map((word) => verificationWord(text, word)) : null,
    row.code.both ? row.code.values.map(labelOf) : null,
  ].filter((values) => values !== null);
  return both.map((values) => (
    <span key={values.join("/")}>
      <NotAgreed /> <Disputed values={values} />
    </span>
  ));
};

const Under = ({ row }: { row: AllergyRow }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const verified = settled(row.verification);
  const clinical = settled(row.clinical);
  const critical = settled(row.criticality);
  const words = [
    verified ? verificationWord(text, verified) : "",
    critical && critical !== "high" ? criticalityWord(text, critical) : "",
    clinical && clinical !== "active" ? clinicalWord(text, clinical) : "",
    row.onset ? text("allergies-onset", { date: format.staffDate(row.onset) }) : "",
  ].filter((part) => part !== "");
  return (
    <>
      {words.length > 0 ? <RowMeta>{words.join(text("kit-comma"))}</RowMeta> : null}
      {row.entry ? (
        <RowMeta>
          <SafeText>{text("chart-void-reason", { reason: row.entry.reason })}</SafeText>
        </RowMeta>
      ) : null}
      {row.note ? (
        <RowMeta>
          <SafeText>{text("allergies-remark", { note: row.note })}</SafeText>
        </RowMeta>
      ) : null}
      <Provenance at={row.at} by={row.source ? text("chart-imported", { source: row.source }) : nameOf(row.by)} />
    </>
  );
};

export interface AllergyItemProps {
  chart: ChartFacts;
  row: AllergyRow;
  patient: string;
  mayWrite: boolean;
}

/** One allergy: the substance in sight, what happens, how sure and how dangerous, what can be done. */
export const AllergyItem = ({ chart, row, patient, mayWrite }: AllergyItemProps): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const unsentId = useId();
  const what = row.code.values.map(labelOf).join(` ${text("kit-or")} `);
  const point = chart.open.get(row.item)?.find(({ decision }) => decision);
  const unsent = chart.unsent.has(row.item);
  const past = !isStanding(row);
  const args = { patient, item: row.item };
  const reaction =
    row.reaction && row.severity
      ? text("allergies-severity", { reaction: row.reaction, severity: severityWord(text, row.severity) })
      : (row.reaction ?? (row.severity ? severityWord(text, row.severity) : text("allergies-reaction-unknown")));
  const acts = [
    ...(row.clinical?.both || row.verification?.both
      ? []
      : [{ label: text("allergies-status"), run: () => open("allergy-status", args) }]),
    ...(row.criticality?.both ? [] : [{ label: text("allergies-risk"), run: () => open("allergy-risk", args) }]),
    { label: text("allergies-void"), run: () => open("allergy-void", args) },
  ];
  return (
    <RowItem {...(past ? { "data-quiet": "" } : {})} {...(unsent ? { "aria-describedby": unsentId } : {})}>
      <div>
        <span>
          <Substance {...(past ? { "data-past": "" } : {})}>
            {past ? null : (
              <>
                <Icon name="alert" size={14} />{" "}
              </>
            )}
            <SafeText>{what}</SafeText>
          </Substance>{" "}
          <SafeText>{reaction}</SafeText>
        </span>
        {row.criticality?.values.includes("high") && !row.criticality.both && !past ? (
          <RowMeta>
            <strong>{text("allergies-high")}</strong>
          </RowMeta>
        ) : null}
        <Apart row={row} />
        <Under row={row} />
      </div>
      <RowActs>
        {unsent ? <NotSentYet id={unsentId} /> : null}
        {point ? (
          <ActionButton
            kind="quiet"
            size="small"
            href={decidePath(row.doc, point.path)}
            label={text("chart-decide-what", { what })}
          >
            {text("chart-decide")}
          </ActionButton>
        ) : null}
        {mayWrite && !row.entry ? <MoreMenu label={text("chart-more", { what })} acts={acts} /> : null}
      </RowActs>
    </RowItem>
  );
};
