import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import type { Column } from "../../../kit/DataTable";
import { Flag } from "../../../kit/Flag";
import { Ltr } from "../../../kit/Ltr";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { AdultSince, Reading } from "../readings";
import { nameOf, readingFlag, readingWords } from "../words";

const Cell = styled("span")({ display: "inline-flex", gap: 8, alignItems: "center", flexWrap: "wrap" });

const Value = ({ reading, adult }: { reading: Reading; adult: AdultSince }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const flag = reading.isVoid ? null : readingFlag(reading, adult);
  const words = readingWords(text, format, reading);
  return (
    <Cell>
      {reading.amount || reading.parts.length > 0 ? <Ltr>{words}</Ltr> : <SafeText>{words}</SafeText>}
      {flag ? <Flag kind={flag} /> : null}
      {reading.isVoid ? <Tag kind="waiting">{text("vitals-void")}</Tag> : null}
    </Cell>
  );
};

/** What was measured, its value with its flag, when, and who wrote it. */
export const useColumns = (adult: AdultSince, byOf: (user: string) => string): Column<Reading>[] => {
  const text = useText();
  const format = useFormat();
  return [
    {
      id: "what",
      head: text("vitals-table-what"),
      cell: (one) => <SafeText>{nameOf(text, one.code, one.label)}</SafeText>,
      width: "32%",
    },
    { id: "value", head: text("vitals-table-value"), cell: (one) => <Value reading={one} adult={adult} /> },
    {
      id: "when",
      head: text("vitals-table-when"),
      cell: (one) => (one.at > 0 ? format.staffDateTime(one.at) : text("kit-not-known")),
    },
    { id: "by", head: text("vitals-table-by"), cell: (one) => <SafeText>{byOf(one.by)}</SafeText>, wideOnly: true },
  ];
};
