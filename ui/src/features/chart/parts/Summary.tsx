import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { Callout } from "../../../kit/Callout";
import { Empty } from "../../../kit/Empty";
import { ErrorBoundary } from "../../../shell/ErrorBoundary";
import type { ChartBlock } from "../../../shell/feature";
import { useChartBlocks } from "../../../shell/features";
import { useChart } from "../../../shell/record";
import { Column, Columns, Notes } from "./styles";

const Blocks = ({ blocks, patient }: { blocks: readonly ChartBlock[]; patient: string }): ReactNode =>
  blocks.map(({ Block, order }) => (
    // A block that stops takes no other with it.
    <ErrorBoundary key={order} at={patient}>
      <Block patient={patient} />
    </ErrorBoundary>
  ));

/** The summary: what is treated now at the start, what stands behind it at the end. */
export const Summary = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const main = useChartBlocks("main");
  const side = useChartBlocks("side");
  const { data } = useChart(patient);
  return (
    <>
      {data && data.doc === null ? (
        <Notes>
          <Empty title={text("chart-none")} why={text("chart-none-why")} />
        </Notes>
      ) : null}
      {data && data.unreadable > 0 ? (
        <Notes>
          <Callout kind="needs">{text("chart-unreadable", { count: data.unreadable })}</Callout>
        </Notes>
      ) : null}
      <Columns>
        <Column>
          <Blocks blocks={main} patient={patient} />
        </Column>
        <Column>
          <Blocks blocks={side} patient={patient} />
        </Column>
      </Columns>
    </>
  );
};
