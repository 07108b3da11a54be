import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { Callout } from "../../../kit/Callout";
import { SafeText } from "../../../kit/SafeText";
import { labelOf, summaryOf } from "../../../rpc/clinical";
import type { ChartFacts } from "../../../shell/record";

/** What is known of allergies, in sight while a medicine is started. */
export const AllergyLine = ({ chart }: { chart: ChartFacts }): ReactNode => {
  const text = useText();
  const { standing, noneKnown } = summaryOf(chart.allergies);
  if (standing.length > 0) {
    const list = standing
      .map(({ code }) => code.values.map(labelOf).join(` ${text("kit-or")} `))
      .join(text("kit-comma"));
    return (
      <Callout kind="high" icon="alert">
        <SafeText>{text("medicines-form-allergies", { list })}</SafeText>
      </Callout>
    );
  }
  return (
    <Callout kind="waiting" icon="shield">
      {text(noneKnown ? "medicines-form-none-known" : "medicines-form-no-allergies")}
    </Callout>
  );
};
