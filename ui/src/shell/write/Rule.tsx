import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { MessageId } from "../../i18n/ids";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { Field } from "../../kit/Field";
import { color, type } from "../../theme/vars";

const Box = styled("div")({ display: "grid", gap: 8, "& p": { margin: 0 } });
const Source = styled("p")({ ...type("small"), color: color.text.muted });

export interface RuleProps {
  /** Stable word of the rule. */
  rule: string;
  /** Where the rule comes from. */
  source: string;
  /** True if a reason lifts it. */
  mayOverride: boolean;
  reason: string;
  /** True if it was tried again without a reason. */
  unsaid: boolean;
  onReason: (reason: string) => void;
}

const known = (id: string, words: string): boolean => words !== id;

/** A clinical rule spoke against the change: in words, with its source, and a reason to go on where that is allowed. */
export const Rule = ({ rule, source, mayOverride, reason, unsaid, onReason }: RuleProps): ReactNode => {
  const text = useText();
  const id = `chart-rule-${rule.replaceAll("_", "-")}`;
  const words = text(id as MessageId);
  return (
    <Callout kind="needs" live="alert" title={text("chart-rule-title")}>
      <Box>
        <p>{known(id, words) ? words : text("chart-rule-other", { rule })}</p>
        <Source>{text("chart-rule-source", { source })}</Source>
        {mayOverride ? (
          <Field
            multiline
            rows={2}
            label={text("chart-rule-override")}
            hint={text("chart-rule-override-hint")}
            error={unsaid ? text("chart-write-say-why") : undefined}
            value={reason}
            onValue={onReason}
          />
        ) : (
          <p>{text("chart-rule-final")}</p>
        )}
      </Box>
    </Callout>
  );
};
