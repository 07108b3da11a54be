import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { Section } from "../../../kit/Section";
import { recordsApi } from "../api";

/** Says on the summary that other records exist; nothing where there are none. */
export const Block = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { data } = recordsApi.useOtherRecordsQuery({ patient, limit: 50 });
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Section title={text("records-block")}>
      <p>
        <a href={`#/patients/${patient}/records`}>
          {data?.more ? text("records-all") : text("records-count", { count })}
        </a>
      </p>
    </Section>
  );
};
