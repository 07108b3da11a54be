import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { MessageId } from "../../../i18n/ids";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Ltr } from "../../../kit/Ltr";
import { nameOf } from "../../../kit/PersonName";
import { RowActs, RowItem, RowList, RowMeta } from "../../../kit/Rows";
import { SafeText } from "../../../kit/SafeText";
import { Section } from "../../../kit/Section";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { PatientLine } from "../../../rpc/gen";
import { color, type } from "../../../theme/vars";
import type { Likely, Reason } from "../likely";

const Words = styled("p")({ ...type("small"), color: color.text.muted, margin: "8px 0" });
const Why = styled("span")({ display: "flex", flexWrap: "wrap", gap: 4, marginBlockStart: 2 });

const REASON: Record<Reason, MessageId> = {
  number: "patients-new-same-number",
  phone: "patients-new-same-phone",
  birth: "patients-new-same-birth",
  name: "patients-new-same-name",
};

/** Who may be this person already: each with what is alike and a way to their chart. It never blocks. */
export const LikelyList = ({
  asked,
  likely,
}: {
  asked: boolean;
  likely: readonly Likely<PatientLine>[];
}): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <Section title={text("patients-new-likely")}>
      <div role="status">
        <Words>
          {likely.length > 0
            ? text("patients-new-likely-why")
            : text(asked ? "patients-new-likely-none" : "patients-new-likely-wait")}
        </Words>
      </div>
      <RowList>
        {likely.map(({ line, reasons }) => {
          const name = nameOf({ text: line.name }) ?? text("patients-unknown-name");
          return (
            <RowItem key={line.patient}>
              <div>
                <strong>
                  <SafeText>{name}</SafeText>
                </strong>
                <RowMeta>
                  {format.born(line.card.births[0])}
                  {line.card.identifiers[0] ? (
                    <>
                      {" · "}
                      <Ltr>{line.card.identifiers[0].value}</Ltr>
                    </>
                  ) : null}
                </RowMeta>
                <Why>
                  {reasons.map((reason) => (
                    <Tag key={reason} kind="needs">
                      {text(REASON[reason])}
                    </Tag>
                  ))}
                </Why>
              </div>
              <RowActs>
                <ActionButton
                  size="small"
                  href={`#/patients/${line.patient}`}
                  label={`${text("patients-open")}: ${name}`}
                >
                  {text("patients-open")}
                </ActionButton>
              </RowActs>
            </RowItem>
          );
        })}
      </RowList>
    </Section>
  );
};
