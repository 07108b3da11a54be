import { styled } from "@mui/material/styles";
import { memo, type ReactNode, type Ref } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Empty } from "../../../kit/Empty";
import type { PatientLine } from "../../../rpc/gen";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { color, type } from "../../../theme/vars";
import type { Found } from "../useSearch";
import { PatientTable } from "./PatientTable";

const Count = styled("p")({ ...type("small"), margin: 0, color: color.text.muted });

export interface ResultsProps {
  found: Found | null;
  onFocused: (line: PatientLine) => void;
  list: Ref<HTMLDivElement>;
}

/** Who was found. What stands there answers the letters it names, also while newer ones are on their way. */
const PlainResults = ({ found, onFocused, list }: ResultsProps): ReactNode => {
  const text = useText();
  if (!found) {
    return null;
  }
  if (found.problem) {
    return (
      <div>
        <ProblemView problem={found.problem} />
      </div>
    );
  }
  const { lines, more, query } = found;
  return (
    <>
      <Count role="status">
        {lines.length === 0
          ? text("patients-none", { query })
          : text(more ? "patients-matches-more" : "patients-matches", { count: lines.length })}
      </Count>
      {lines.length === 0 ? (
        <div>
          <Empty
            title={text("patients-none", { query })}
            why={text("patients-none-why")}
            action={
              <ActionButton icon="plus" href={`#/patients/new?name=${encodeURIComponent(query)}`}>
                {text("patients-none-next", { query })}
              </ActionButton>
            }
          />
        </div>
      ) : (
        <div data-flush="">
          <PatientTable ref={list} label={text("patients-results")} lines={lines} query={query} onFocused={onFocused} />
        </div>
      )}
    </>
  );
};

/** Not drawn anew for each letter, only when something of it changed. */
export const Results = memo(PlainResults);
